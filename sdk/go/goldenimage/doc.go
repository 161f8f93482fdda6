// Hardened, patched, tested and encrypted machine images on AWS, made by EC2 Image Builder.
package goldenimage

import { GoldenImage, ImageBuild } from "@goldenimage/pulumi";

export = async function container() {
  const web = new GoldenImage("web", {
    source: { containerImage: "public.ecr.aws/amazonlinux/amazonlinux:2023" },
    container: {
      dockerfile: [
        "FROM {{{ imagebuilder:parentImage }}}",
        "{{{ imagebuilder:environments }}}",
        "{{{ imagebuilder:components }}}",
        "RUN useradd --system web",
        "USER web",
        "",
      ].join("\n"),
    },
    customize: [{ name: "nginx", shell: ["dnf install --assumeyes nginx"] }],
  });
  const build = new ImageBuild("build", { pipelineArn: web.pipelineArn, triggers: [web.recipeArn] });
  return { containerUris: build.containerUris };
};

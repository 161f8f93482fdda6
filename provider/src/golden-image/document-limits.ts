// How long documents may be.
// https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateComponent.html, `data` and `uri`.

/** In characters, where a document is sent inline. */
export const inlineLimit = 16_000;

/** In bytes, where it is read from S3. */
export const objectLimit = 64 * 1024;

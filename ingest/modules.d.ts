/** What is used of libraries that ship no types. */

declare module 'yauzl' {
  export interface Entry {
    /** Bytes of the name as stored (with `decodeStrings: false`). */
    readonly fileNameRaw: Uint8Array;
    readonly generalPurposeBitFlag: number;
    readonly compressionMethod: number;
    readonly compressedSize: number;
    readonly uncompressedSize: number;
    readonly crc32: number;
    readonly versionMadeBy: number;
    readonly externalFileAttributes: number;
    readonly extraFields: readonly { readonly id: number; readonly data: Uint8Array }[];
    isEncrypted(): boolean;
  }
  export interface ZipFile {
    readonly entryCount: number;
    eachEntry(): AsyncIterable<Entry>;
    readLocalFileHeaderPromise(entry: Entry, options: { minimal: true }): Promise<{ readonly fileDataStart: number }>;
  }
  export function fromBufferPromise(
    bytes: Uint8Array,
    options: { decodeStrings: boolean; lazyEntries: boolean },
  ): Promise<ZipFile>;
}

declare module 'word-extractor' {
  class WordExtractor {
    extract(source: Buffer): Promise<{ getBody(options?: { filterUnicode: boolean }): string }>;
  }
  export = WordExtractor;
}

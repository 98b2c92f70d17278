/** The body of a request or response as bytes; null where it is longer than the limit, of which no more than the limit is kept. */
export async function readBody(request: Pick<Request, 'body'>, limit: number): Promise<Buffer | null> {
  if (request.body === null) return Buffer.alloc(0);
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request.body) {
    size += piece.length;
    if (size > limit) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

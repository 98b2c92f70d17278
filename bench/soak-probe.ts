/** Loaded into the bot before it starts: says how much memory it has after a collection, when it is asked. */

process.on('message', () => {
  global.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send?.({ rss, heap: heapUsed + external });
});
// Listening must not keep the bot from ending.
process.channel?.unref();

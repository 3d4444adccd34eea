/*
 * The write-ahead log as a file: a header of 32 bytes, then frames, each a header of 24 bytes and a page. A frame
 * whose header names the size of the database ends a commit (sqlite.org/fileformat2.html, section 4).
 */
const HEADER = 32;
const FRAME_HEADER = 24;

export interface Frame {
  /** bytes from the start of the log to its end */
  end: number;
  /** number of the page that it holds, from 1 */
  page: number;
  /** the content of the page */
  content: Buffer;
  /** commits that are complete once this frame is there */
  commits: number;
}

/** Every frame of a log that was written in one go, from its start. */
export function framesOf(log: Buffer): Frame[] {
  const pageSize = log.readUInt32BE(8);
  const frames: Frame[] = [];
  let commits = 0;
  for (let at = HEADER; at + FRAME_HEADER + pageSize <= log.length; at += FRAME_HEADER + pageSize) {
    if (log.readUInt32BE(at + 4) > 0) commits += 1;
    const end = at + FRAME_HEADER + pageSize;
    frames.push({
      end,
      page: log.readUInt32BE(at),
      content: log.subarray(at + FRAME_HEADER, end),
      commits,
    });
  }
  return frames;
}

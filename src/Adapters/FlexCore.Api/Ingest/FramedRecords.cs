using FlexCore.Api.Problems;

namespace FlexCore.Api.Ingest;

/// <summary>What framing made of a body.</summary>
/// <param name="Length">How many bytes of NDJSON lie at the start of the buffer.</param>
/// <param name="Count">How many records they are.</param>
/// <param name="Problem">Why the body was refused as a whole, or <see langword="null"/>.</param>
internal readonly record struct FramedRecords(int Length, int Count, Problem? Problem);

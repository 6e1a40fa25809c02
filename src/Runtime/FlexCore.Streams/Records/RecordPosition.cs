namespace FlexCore.Streams.Records;

/// <summary>Where a record stands in the source.</summary>
/// <param name="Source">The input's name.</param>
/// <param name="Index">The input's index in the source's order, from 0.</param>
/// <param name="Offset">The record's first byte in the decompressed input, from 0.</param>
/// <param name="Line">The record's first line, from 1.</param>
public readonly record struct RecordPosition(string Source, int Index, long Offset, long Line);

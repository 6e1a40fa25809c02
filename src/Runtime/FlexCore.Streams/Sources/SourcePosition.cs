namespace FlexCore.Streams.Sources;

/// <summary>Where a source stands behind one read, in its own terms; <see cref="IRecordSource.WritePosition"/> turns it into bytes. Immutable.</summary>
internal abstract record SourcePosition;

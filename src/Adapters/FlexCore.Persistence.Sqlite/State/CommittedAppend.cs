namespace FlexCore.Persistence.Sqlite.State;

/// <summary>Where the events of one append are.</summary>
/// <param name="Head">The stream.</param>
/// <param name="FirstSeq">The seq of the first event; the others follow.</param>
/// <param name="Count">How many events.</param>
internal readonly record struct CommittedAppend(StreamHead Head, long FirstSeq, int Count);

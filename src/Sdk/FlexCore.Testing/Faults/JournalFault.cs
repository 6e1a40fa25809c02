namespace FlexCore.Testing.Faults;

/// <summary>What a <see cref="FaultInjectingJournal"/> does to one append.</summary>
public enum JournalFault
{
    /// <summary>Nothing: the append goes through.</summary>
    None,

    /// <summary>The append fails and nothing is written.</summary>
    BeforeCommit,

    /// <summary>The events are written, but the writer is told that the outcome is unknown.</summary>
    AfterCommit,
}

namespace FlexCore.Streams.Definition;

/// <summary>What happens to a record that a step cannot process.</summary>
public enum ErrorPolicy
{
    /// <summary>The run fails and names the record.</summary>
    Fail,

    /// <summary>The record is counted and dropped.</summary>
    Skip,

    /// <summary>The record goes to the dead-letter sink with the reason and its position.</summary>
    DeadLetter,
}

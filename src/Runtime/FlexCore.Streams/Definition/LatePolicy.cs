namespace FlexCore.Streams.Definition;

/// <summary>What happens to a record whose window is already closed.</summary>
public enum LatePolicy
{
    /// <summary>It is counted and dropped.</summary>
    Drop,

    /// <summary>It goes to the dead-letter sink with reason <c>late</c>.</summary>
    DeadLetter,

    /// <summary>The run fails.</summary>
    Fail,
}

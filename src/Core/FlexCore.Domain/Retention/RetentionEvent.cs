namespace FlexCore.Domain.Retention;

/// <summary>What happened to a tenant's policies. The family is closed: every event is nested here.</summary>
public abstract record RetentionEvent
{
    private RetentionEvent()
    {
    }

    /// <summary>A policy was set.</summary>
    /// <param name="Policy">The policy.</param>
    public sealed record PolicySet(KeepPolicy Policy) : RetentionEvent;

    /// <summary>A policy was taken back.</summary>
    /// <param name="Kind">What is kept.</param>
    /// <param name="Pattern">The names that were meant.</param>
    public sealed record PolicyCleared(string Kind, string Pattern) : RetentionEvent;
}

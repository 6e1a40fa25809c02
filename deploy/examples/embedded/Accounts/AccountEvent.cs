namespace FlexCore.Examples.Embedded.Accounts;

/// <summary>Something that happened to an account.</summary>
public abstract record AccountEvent
{
    /// <summary>Money was put in.</summary>
    /// <param name="Cents">How much.</param>
    public sealed record Deposited(long Cents) : AccountEvent;

    /// <summary>Money was taken out.</summary>
    /// <param name="Cents">How much.</param>
    public sealed record Withdrawn(long Cents) : AccountEvent;
}

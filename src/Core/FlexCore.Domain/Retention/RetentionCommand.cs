namespace FlexCore.Domain.Retention;

/// <summary>A request to change how long a tenant's events are kept. The family is closed: every command is nested here.</summary>
/// <param name="Context">Who asks, when, and in which chain of work.</param>
public abstract record RetentionCommand(CommandContext Context) : ICommand
{
    /// <summary>Sets a policy; one for the same kind and pattern is replaced.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="Kind">What is kept: one of <see cref="KeepLimits.Kinds"/>.</param>
    /// <param name="Pattern">The names that are meant.</param>
    /// <param name="Age">Events older than this may go.</param>
    /// <param name="Count">Events before the newest so many may go.</param>
    public sealed record Set(CommandContext Context, string Kind, string Pattern, TimeSpan? Age, long? Count) : RetentionCommand(Context);

    /// <summary>Takes a policy back: what the configuration says counts again.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="Kind">What is kept.</param>
    /// <param name="Pattern">The names that were meant.</param>
    public sealed record Clear(CommandContext Context, string Kind, string Pattern) : RetentionCommand(Context);
}

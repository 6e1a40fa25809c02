namespace FlexCore.Application.Events;

/// <summary>The type names that belong to the host of entities and not to an aggregate.</summary>
/// <remarks>
/// System events live in the same streams and take versions and offsets like any other, but no aggregate evolves by them. Whoever reads
/// a feed or a stream passes them by: they change no aggregate's state.
/// </remarks>
public static class SystemEvents
{
    /// <summary>What every system event's type name begins with; no aggregate may register such a name.</summary>
    public const string Prefix = "flexcore.";

    /// <summary>
    /// A command with an idempotency key was answered without an event of its own: it was refused or changed nothing. The event makes
    /// the same key get the same answer after a crash, too. Payload: <c>{"version":n}</c>, and <c>code</c> and <c>message</c> of a refusal.
    /// </summary>
    public const string CommandAnswered = "flexcore.command-answered";

    /// <summary>The place of an event that retention has taken away: its id, version, offset and time are kept, and nothing else.</summary>
    public const string Scavenged = "flexcore.scavenged";

    /// <summary>Whether a type name is a system event's.</summary>
    /// <param name="type">The stored type name.</param>
    public static bool Contains(string type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.StartsWith(Prefix, StringComparison.Ordinal);
    }
}

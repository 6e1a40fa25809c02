namespace FlexCore.Domain;

/// <summary>What a decider answers: the events that happened (possibly none) or a refusal. Never both.</summary>
/// <typeparam name="TEvent">The aggregate's event family.</typeparam>
public readonly record struct Decision<TEvent>
{
    private readonly IReadOnlyList<TEvent>? _events;

    private Decision(IReadOnlyList<TEvent>? events, Refusal? refusal)
    {
        _events = events;
        Refusal = refusal;
    }

    /// <summary>The accepted events in order; empty when nothing changes or when the command is refused.</summary>
    public IReadOnlyList<TEvent> Events => _events ?? [];

    /// <summary>Why the command is refused, or <see langword="null"/>.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The command is valid and changes nothing.</summary>
    public static Decision<TEvent> Nothing => default;

    /// <summary>The command is accepted.</summary>
    /// <param name="events">What happened, in order.</param>
    public static Decision<TEvent> Accept(params IReadOnlyList<TEvent> events) => new(events, null);

    /// <summary>The command is refused.</summary>
    /// <param name="code">A stable kebab-case code.</param>
    /// <param name="message">A sentence for a person, with the remedy.</param>
    public static Decision<TEvent> Refuse(string code, string message) => new(null, new Refusal(code, message));

    /// <summary>The command is refused.</summary>
    /// <param name="refusal">Why.</param>
    public static Decision<TEvent> Refuse(Refusal refusal) => new(null, refusal);
}

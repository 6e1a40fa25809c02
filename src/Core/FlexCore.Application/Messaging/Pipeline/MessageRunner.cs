using FlexCore.Application.Messaging.Registration;

namespace FlexCore.Application.Messaging.Pipeline;

/// <summary>Takes messages through all steps, in their one order. Thread-safe; one per node, disposed with it.</summary>
public sealed class MessageRunner : IDisposable
{
    private readonly IMessageBehaviour[] _steps;

    /// <summary>Creates the runner.</summary>
    /// <param name="catalog">The messages there are.</param>
    /// <param name="services">What it works with.</param>
    /// <param name="options">The bounds.</param>
    /// <exception cref="ArgumentException">A bound is out of range.</exception>
    public MessageRunner(MessageCatalog catalog, MessagingServices services, MessagingOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Catalog = catalog;
        Clock = services.Clock;
        var teller = new EventTeller(catalog, services.Scopes, services.Observer, Instruments);
        _steps =
        [
            new TraceBehaviour(),
            new MetricsBehaviour(Instruments, services.Clock),
            new AdmissionBehaviour(options, Instruments),
            new AccessBehaviour(services.Access),
            new CheckBehaviour(),
            new IdempotencyBehaviour(new AnswerMemory(options.AnswersMax)),
            new ConsistencyBehaviour(services.Progress, options, services.Clock),
            new ScopeBehaviour(services.Scopes, new JournalPlaces(services.Journal), teller, services.Clock),
            new ModuleBehaviour(services.Behaviours),
        ];
    }

    internal MessageCatalog Catalog { get; }

    internal MessagingInstruments Instruments { get; } = new();

    internal TimeProvider Clock { get; }

    /// <inheritdoc/>
    public void Dispose() => Instruments.Dispose();

    internal string NewId() => Guid.CreateVersion7(Clock.GetUtcNow()).ToString("N");

    internal Task<MessageOutcome> RunAsync(MessageFlow flow, CancellationToken cancellationToken) => StepAsync(flow, 0, cancellationToken);

    private Task<MessageOutcome> StepAsync(MessageFlow flow, int index, CancellationToken cancellationToken) => index == _steps.Length
        ? flow.Registration.HandleAsync(flow, cancellationToken)
        : _steps[index].RunAsync(flow, token => StepAsync(flow, index + 1, token), cancellationToken);
}

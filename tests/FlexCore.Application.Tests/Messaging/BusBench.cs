using System.Diagnostics.Metrics;
using FlexCore.Application.Feed;
using FlexCore.Application.Messaging;
using FlexCore.Application.Messaging.Pipeline;
using FlexCore.Application.Messaging.Registration;
using FlexCore.Application.Nodes;
using FlexCore.Application.Projections;
using FlexCore.Application.Tests.UseCases;
using FlexCore.Domain;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Application.Tests.Messaging;

/// <summary>Both buses over jars in memory. What handlers, subscribers and behaviours do, the test says. A new bench on the same store is the node after a crash.</summary>
internal sealed class BusBench : IDisposable, IMessageScopes, IMessagingObserver, IMessageAccess, IProjectionProgress
{
    private readonly MessageRunner _runner;

    public BusBench(BusBench? before = null, MessagingOptions? options = null)
    {
        Store = before?.Store ?? new InMemoryStore(shardCount: 16);
        Jars = before?.Jars ?? new JournalRegion<JarState, JarCommand, JarFilled>(JarDecider.Kind, new JarDecider(), JarDecider.Events, Store.Journal, new HeldLeases(Store.Leases));
        Handle = MoveAsync;
        Answer = (query, _) => Task.FromResult<NodeReply<JarView>>(new JarView(query.Jar, 0));
        var catalog = new MessageCatalog(
            [MessageRegistrations.Command(MoveBeans.Shape, "jars"), MessageRegistrations.Query(GetJar.Shape, "jars")],
            [SubscriberRegistration.Of<BeansMoved, First>("jars"), SubscriberRegistration.Of<BeansMoved, Second>("labels")]);
        _runner = new MessageRunner(catalog, new MessagingServices(this, this, Store.Journal, this, Clock) { Progress = this, Behaviours = [typeof(Watching)] }, options ?? new MessagingOptions());
        Commands = new CommandBus(_runner);
        Queries = new QueryBus(_runner);
    }

    public static NodeCall Call { get; } = new(SecurityContext.Development, "test-1");

    public ManualClock Clock { get; } = new();

    public InMemoryStore Store { get; }

    public JournalRegion<JarState, JarCommand, JarFilled> Jars { get; }

    public Meter Meter => _runner.Instruments.Meter;

    public CommandBus Commands { get; }

    public QueryBus Queries { get; }

    public Func<MoveBeans, CommandTransaction, Task<NodeReply<JarView>>> Handle { get; set; }

    public Func<GetJar, NodeCall, Task<NodeReply<JarView>>> Answer { get; set; }

    public Func<BeansMoved, NodeCall, Task> OnFirst { get; set; } = static (_, _) => Task.CompletedTask;

    public Func<BeansMoved, NodeCall, Task> OnSecond { get; set; } = static (_, _) => Task.CompletedTask;

    public Func<SecurityContext, MessageDescription, Refusal?> Allow { get; set; } = new LocalMessageAccess().Check;

    public FeedCursor? Position { get; set; } = FeedCursor.Start;

    public List<TimeSpan> Waited { get; } = [];

    public List<string> Steps { get; } = [];

    public int Handled { get; private set; }

    public int OpenScopes { get; private set; }

    public static NodeCall Keyed(string key) => Call with { IdempotencyKey = key };

    public static byte[] Json(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    public async Task<long> BeansAsync(string jar) => (await Jars.ReadAsync(new EntityId(TenantId.Default, JarDecider.Kind, jar))).State.Beans;

    /// <summary>What a handler does here unless the test says otherwise: first out of the one jar, then into the other, then the news.</summary>
    public async Task<NodeReply<JarView>> MoveAsync(MoveBeans move, CommandTransaction transaction)
    {
        if (move.From is { } from && (await transaction.AskAsync(Jars, from, context => new JarCommand(context, -move.Beans))).Refusal is { } refusal)
        {
            return refusal;
        }

        var reply = await transaction.AskAsync(Jars, move.To, context => new JarCommand(context, move.Beans));
        transaction.Publish(new BeansMoved(move.To, move.Beans));
        return reply.Refusal is { } refused ? refused : new JarView(move.To, reply.Version);
    }

    public IMessageScope Open(NodeCall call) => new Scope(this);

    public Refusal? Check(SecurityContext security, MessageDescription message) => Allow(security, message);

    public void SubscriberFailed(string subscriber, string module, string commandId, Exception error) => Steps.Add($"{subscriber} of {module} failed: {error.Message}");

    public void AfterCommitFailed(string command, string commandId, Exception error) => Steps.Add($"{command} failed afterwards: {error.Message}");

    public ValueTask<FeedCursor?> PositionAsync(string projection, CancellationToken cancellationToken = default) => new(Position);

    public ValueTask<bool> WaitAsync(string projection, ConsistencyToken token, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        Waited.Add(patience);
        return new(Position is { } position && token.IsPassedBy(position));
    }

    public void Dispose() => _runner.Dispose();

    private sealed class Scope : IMessageScope, IServiceProvider
    {
        private readonly BusBench _bench;

        public Scope(BusBench bench)
        {
            _bench = bench;
            bench.OpenScopes++;
        }

        public IServiceProvider Services => this;

        public object? GetService(Type serviceType) => serviceType switch
        {
            _ when serviceType == typeof(ICommandHandler<MoveBeans, JarView>) => new Handler(_bench),
            _ when serviceType == typeof(IQueryHandler<GetJar, JarView>) => new Handler(_bench),
            _ when serviceType == typeof(First) => new First(_bench),
            _ when serviceType == typeof(Second) => new Second(_bench),
            _ when serviceType == typeof(Watching) => new Watching(_bench),
            _ => null,
        };

        public ValueTask DisposeAsync()
        {
            _bench.OpenScopes--;
            return default;
        }
    }

    private sealed class Handler(BusBench bench) : ICommandHandler<MoveBeans, JarView>, IQueryHandler<GetJar, JarView>
    {
        public Task<NodeReply<JarView>> HandleAsync(MoveBeans command, CommandTransaction transaction, CancellationToken cancellationToken)
        {
            bench.Handled++;
            return bench.Handle(command, transaction);
        }

        public Task<NodeReply<JarView>> HandleAsync(GetJar query, NodeCall call, CancellationToken cancellationToken) => bench.Answer(query, call);
    }

    private sealed class First(BusBench bench) : IEventSubscriber<BeansMoved>
    {
        public Task OnAsync(BeansMoved happened, NodeCall call, CancellationToken cancellationToken) => bench.OnFirst(happened, call);
    }

    private sealed class Second(BusBench bench) : IEventSubscriber<BeansMoved>
    {
        public Task OnAsync(BeansMoved happened, NodeCall call, CancellationToken cancellationToken) => bench.OnSecond(happened, call);
    }

    private sealed class Watching(BusBench bench) : IMessageBehaviour
    {
        public async Task<MessageOutcome> RunAsync(MessageFlow flow, MessageNext next, CancellationToken cancellationToken)
        {
            bench.Steps.Add($"before {flow.Message.Name}");
            var outcome = await next(cancellationToken);
            bench.Steps.Add($"after {flow.Message.Name}");
            return outcome;
        }
    }
}

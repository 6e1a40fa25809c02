using FlexCore.Application.EventStreams;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Messaging;
using FlexCore.Application.Messaging.Pipeline;
using FlexCore.Application.Messaging.Registration;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Pipelines.Messages;
using FlexCore.Application.Projections;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>Both buses as a node has them, with the messages of pipelines and of notes. A read model is as far as the test says.</summary>
internal sealed class FakeBuses : IMessageScopes, IMessageScope, IServiceProvider, IMessagingObserver, IProjectionProgress
{
    private readonly IPipelines _pipelines;
    private readonly IEventStore _events;

    public FakeBuses(IPipelines pipelines, IEventStore events, IEventJournal journal, TimeProvider clock)
    {
        (_pipelines, _events) = (pipelines, events);
        var catalog = new MessageCatalog(
            [
                MessageRegistrations.Command(PipelineShapes.Create, "pipelines"), MessageRegistrations.Command(PipelineShapes.Activate, "pipelines"), MessageRegistrations.Command(AddNote.Shape, "notes"),
                MessageRegistrations.Query(PipelineShapes.Get, "pipelines"), MessageRegistrations.Query(PipelineShapes.List, "pipelines"), MessageRegistrations.Query(ListNotes.Shape, "notes"),
            ],
            []);
        var runner = new MessageRunner(catalog, new MessagingServices(this, new LocalMessageAccess(), journal, this, clock) { Progress = this }, new MessagingOptions { InFlightMax = 1_000_000 });
        Commands = new CommandBus(runner);
        Queries = new QueryBus(runner);
    }

    public ICommandBus Commands { get; }

    public IQueryBus Queries { get; }

    /// <summary>How far the projection has come.</summary>
    public FeedCursor Position { get; set; } = FeedCursor.Start;

    /// <summary>Thrown by the handler of notes when its note is kept.</summary>
    public Exception? Fault { get; set; }

    public IServiceProvider Services => this;

    public IMessageScope Open(NodeCall call) => this;

    public object? GetService(Type serviceType) => serviceType switch
    {
        _ when serviceType == typeof(ICommandHandler<AddNote, NoteView>) || serviceType == typeof(IQueryHandler<ListNotes, IReadOnlyList<NoteView>>) => new NoteHandler(this),
        _ when serviceType.IsAssignableFrom(typeof(PipelineCommandHandler)) => new PipelineCommandHandler(_pipelines),
        _ when serviceType.IsAssignableFrom(typeof(PipelineQueryHandler)) => new PipelineQueryHandler(_pipelines),
        _ => null,
    };

    public ValueTask DisposeAsync() => default;

    public void SubscriberFailed(string subscriber, string module, string commandId, Exception error) => throw new InvalidOperationException("no subscriber here", error);

    public void AfterCommitFailed(string command, string commandId, Exception error) => throw new InvalidOperationException("no work here", error);

    public ValueTask<FeedCursor?> PositionAsync(string projection, CancellationToken cancellationToken = default) => new(Position);

    public ValueTask<bool> WaitAsync(string projection, ConsistencyToken token, TimeSpan patience, CancellationToken cancellationToken = default) => new(token.IsPassedBy(Position));

    private sealed class NoteHandler(FakeBuses buses) : ICommandHandler<AddNote, NoteView>, IQueryHandler<ListNotes, IReadOnlyList<NoteView>>
    {
        public async Task<NodeReply<NoteView>> HandleAsync(AddNote command, CommandTransaction transaction, CancellationToken cancellationToken)
        {
            var append = new EventAppend(
                transaction.Call.Security, command.Stream, null, [new StreamEvent("NoteAdded", 1, "{\"text\":\"kept\"}") { AggregateType = "Note" }], transaction.Call.CorrelationId)
            {
                CausationId = transaction.CommandId, IdempotencyKey = transaction.Call.IdempotencyKey, RequestHash = transaction.Call.RequestHash,
            };
            var reply = await buses._events.AppendAsync(append, cancellationToken);
            if (reply.Refusal is { } refusal)
            {
                return refusal;
            }

            transaction.Note(transaction.Entity(EventStreamDecider.Kind, command.Stream), reply.LastVersion, reply.IsReplay);
            return buses.Fault is { } fault ? throw fault : new NoteView(command.Text, reply.LastVersion);
        }

        public Task<NodeReply<IReadOnlyList<NoteView>>> HandleAsync(ListNotes query, NodeCall call, CancellationToken cancellationToken) =>
            Task.FromResult(new NodeReply<IReadOnlyList<NoteView>>([new NoteView("a", 1), new NoteView("b", 2)], null));
    }
}

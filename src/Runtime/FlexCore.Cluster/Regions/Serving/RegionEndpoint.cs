using System.Collections.Concurrent;
using FlexCore.Actors.Entities;
using FlexCore.Application.Commands;
using FlexCore.Application.Entities;
using FlexCore.Application.Events;
using FlexCore.Cluster.Regions.Wire;
using FlexCore.Cluster.Transport.Connections;
using FlexCore.Cluster.Transport.Wire;
using FlexCore.Domain;

namespace FlexCore.Cluster.Regions.Serving;

/// <summary>Gives commands and reads of other nodes to this node's region, which knows whether it has their shard.</summary>
/// <remarks>Thread-safe. Requests of one connection come one after the other, so their order is the sender's.</remarks>
internal sealed class RegionEndpoint<TCommand, TState>(
    IEntityRegion<TCommand, TState> local, ICommandCodec<TCommand> commands, ISnapshotCodec<TState> states, int shardCount, Func<int, long> versionOf) : IRegionEndpoint
    where TCommand : ICommand
{
    private const int KeptMax = 16_384;

    private readonly WireNames _names = new(local.Kind);
    private readonly SentBack _sentBack = new();
    private readonly ConcurrentQueue<ServedAsk<CommandReply>> _commands = new();
    private readonly ConcurrentQueue<ServedAsk<EntityView<TState>>> _reads = new();

    /// <inheritdoc/>
    public void Serve(InboundCall call, WireReader reader)
    {
        var isCommand = reader.Byte() != 0;
        var round = (long)reader.Varint();
        var id = _names.Id(ref reader);
        var request = new ServedRequest(call, id, id.ShardOf(shardCount), round);
        if (_sentBack.Covers(call.From, request.Shard, round))
        {
            SendBack(request);
        }
        else if (isCommand)
        {
            ServeCommand(request, ref reader);
        }
        else
        {
            ServeRead(request);
        }
    }

    private void ServeCommand(ServedRequest request, ref WireReader reader)
    {
        var context = ContextCodec.Read(ref reader, request.Id.Tenant, _names);
        var name = _names.Command(ref reader);
        ValueTask<CommandReply> task;
        try
        {
            task = local.AskAsync(request.Id, commands.Decode(name, context, reader.Rest));
        }
        catch (UnknownCommandException error)
        {
            Answer(request, new CommandReply(0, new Refusal("unknown-command", error.Message), IsReplay: false));
            return;
        }
        catch (Exception error)
        {
            // The boundary of the region: its fault is the answer.
            Fail(request, error);
            return;
        }

        if (!_commands.TryDequeue(out var served))
        {
            served = new ServedAsk<CommandReply>(Answer, Fail, Keep);
        }

        served.Start(request, task);
    }

    private void ServeRead(ServedRequest request)
    {
        ValueTask<EntityView<TState>> task;
        try
        {
            task = local.ReadAsync(request.Id);
        }
        catch (Exception error)
        {
            // The boundary of the region: its fault is the answer.
            Fail(request, error);
            return;
        }

        if (!_reads.TryDequeue(out var served))
        {
            served = new ServedAsk<EntityView<TState>>(AnswerState, Fail, Keep);
        }

        served.Start(request, task);
    }

    private void Answer(ServedRequest request, CommandReply reply)
    {
        if (reply.Refusal?.Code == RegionRefusals.NotOwnerCode)
        {
            SendBack(request);
            return;
        }

        var frame = request.Call.Begin();
        AnswerCodec.WriteReply(frame, reply);
        request.Call.Reply(frame);
    }

    private void AnswerState(ServedRequest request, EntityView<TState> view)
    {
        var payload = states.Encode(view.State);
        var frame = request.Call.Begin();
        frame.Byte((byte)RegionStatus.State);
        frame.SignedVarint(view.Version);
        frame.Text(states.Type);
        frame.Varint((ulong)states.SchemaVersion);
        frame.Raw(payload.Span);
        request.Call.ReplyIfRoom(frame);
    }

    private void Fail(ServedRequest request, Exception failure)
    {
        if (failure is ShardFencedException)
        {
            SendBack(request);
            return;
        }

        var frame = request.Call.Begin();
        if (failure is AskTimeoutException or OperationCanceledException)
        {
            AnswerCodec.WriteTimedOut(frame);
        }
        else
        {
            AnswerCodec.WriteFailure(frame, request.Id, failure);
        }

        request.Call.Reply(frame);
    }

    private void SendBack(ServedRequest request)
    {
        _sentBack.Add(request.Call.From, request.Shard, request.Round);
        var frame = request.Call.Begin();
        AnswerCodec.WriteNotOwner(frame, versionOf(request.Shard));
        request.Call.Reply(frame);
    }

    private void Keep(ServedAsk<CommandReply> served)
    {
        if (_commands.Count < KeptMax)
        {
            _commands.Enqueue(served);
        }
    }

    private void Keep(ServedAsk<EntityView<TState>> served)
    {
        if (_reads.Count < KeptMax)
        {
            _reads.Enqueue(served);
        }
    }
}

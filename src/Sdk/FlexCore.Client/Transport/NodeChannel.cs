using System.Text.Json.Serialization.Metadata;
using FlexCore.Client.Models;
using FlexCore.Client.Problems;
using FlexCore.Client.Settings;

namespace FlexCore.Client.Transport;

/// <summary>Sends calls to the nodes: the next one when one fails, all of them again after a wait. Thread-safe.</summary>
internal sealed class NodeChannel : IDisposable
{
    // Time ends this, not counting; only a clock that stands still would come so far.
    private const int MovingRoundsMax = 1_000;

    private readonly NodeExchange _exchange;
    private readonly ContactPoints _contacts;
    private readonly Receptionist _receptionist;
    private readonly Backoff _backoff;

    /// <summary>Creates a channel.</summary>
    /// <param name="options">The nodes, and how to call them.</param>
    /// <param name="handler">Sends requests; <see langword="null"/> for one of its own. Disposed with the channel.</param>
    public NodeChannel(FlexCoreClientOptions options, HttpMessageHandler? handler)
    {
        Options = options;
        _exchange = new NodeExchange(options, handler);
        _contacts = new ContactPoints(options.ContactPoints);
        _receptionist = new Receptionist(_contacts, _exchange, options);
        _backoff = new Backoff(options);
    }

    /// <summary>The nodes, and how to call them.</summary>
    public FlexCoreClientOptions Options { get; }

    /// <summary>The nodes that are known, the one to be asked next in front.</summary>
    public IReadOnlyList<Uri> Contacts => _contacts.InOrder;

    /// <summary>Completes when no members are being learned.</summary>
    internal Task Settled => _receptionist.Settled;

    /// <summary>Reads something.</summary>
    /// <param name="path">The path below <c>/api/v1/</c>, with its query.</param>
    /// <param name="type">How to read the answer.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(new NodeRequest(HttpMethod.Get, path), type, cancellationToken);

    /// <summary>Changes something, at most once.</summary>
    /// <param name="request">The call.</param>
    /// <param name="type">How to read the answer.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<T> SendAsync<T>(NodeRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        // One key for all attempts: whichever node gets a repetition, the work is done once and the answer is remembered.
        var key = request.IdempotencyKey ?? (request.Method == HttpMethod.Get || request.Repeats != Repetition.Always ? null : Guid.NewGuid().ToString("N"));
        return TryAsync(request.Repeats, endsWhenLong: true, node => _exchange.SendAsync(node, request, key, type, cancellationToken), cancellationToken);
    }

    /// <summary>Opens a stream of events.</summary>
    /// <param name="path">The path below <c>/api/v1/</c>.</param>
    /// <param name="lastId">The last id seen, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NodeException">The stream cannot be opened at any node.</exception>
    public Task<OpenedStream> OpenAsync(string path, string? lastId, CancellationToken cancellationToken) =>
        TryAsync(Repetition.Always, endsWhenLong: false, node => _exchange.OpenAsync(node, path, lastId, cancellationToken), cancellationToken);

    /// <summary>Asks for the members of the cluster and notes them as nodes to ask.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<IReadOnlyList<ClusterContact>> LearnAsync(CancellationToken cancellationToken) =>
        TryAsync(Repetition.Always, endsWhenLong: true, node => _receptionist.LearnAsync(node, cancellationToken), cancellationToken);

    /// <summary>Says that a node has fallen silent: the next call begins at another.</summary>
    /// <param name="node">The node.</param>
    public void Leave(Uri node)
    {
        _contacts.Leave(node);
        _receptionist.Suspect();
    }

    /// <summary>The wait after a number of failed attempts.</summary>
    /// <param name="attempts">How many failed in a row, from 1.</param>
    public TimeSpan DelayAfter(int attempts) => _backoff.After(attempts);

    /// <inheritdoc/>
    public void Dispose()
    {
        _receptionist.Dispose();
        _exchange.Dispose();
    }

    private async Task<T> TryAsync<T>(Repetition repeats, bool endsWhenLong, Func<Uri, Task<T>> attempt, CancellationToken cancellationToken)
    {
        var began = Options.Clock.GetTimestamp();
        var same = repeats == Repetition.WhenNotTakenBySameNode ? _contacts.InOrder[0] : null;
        var (counted, moving) = (0, 0);
        while (true)
        {
            var round = new Round();
            foreach (var node in same is null ? _contacts.InOrder : [same])
            {
                try
                {
                    var answer = await attempt(node).ConfigureAwait(false);
                    _contacts.Prefer(node);
                    _receptionist.Greet(node);
                    return answer;
                }
                catch (NodeException error) when (FailureKinds.MayPass(error) && (repeats == Repetition.Always || FailureKinds.WasNotTaken(error)))
                {
                    round.Add(error);
                    if (!FailureKinds.IsOfOneNode(error))
                    {
                        break;
                    }

                    Leave(node);
                }
            }

            if (round.IsMoving && moving < MovingRoundsMax && Options.Clock.GetElapsedTime(began) < Options.MovePatience)
            {
                moving++;
            }
            else if (++counted >= Options.Attempts)
            {
                throw round.ToException();
            }

            await Task.Delay(WaitAfter(round, counted + moving, endsWhenLong), Options.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan WaitAfter(Round round, int rounds, bool endsWhenLong) => round.Wanted switch
    {
        null => _backoff.After(rounds),
        { } wait when wait <= Options.RetryDelayMax => wait,
        _ when endsWhenLong => throw round.ToException(),
        _ => Options.RetryDelayMax,
    };
}

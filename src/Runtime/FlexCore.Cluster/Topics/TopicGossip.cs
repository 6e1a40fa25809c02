using System.Collections.Concurrent;
using FlexCore.Application.Cluster;
using FlexCore.Cluster.Transport;
using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Topics;

/// <summary>Keeps the nodes informed of each other's subscriptions: every change is told at once, and a version now and then finds what was lost.</summary>
/// <remarks>
/// Thread-safe. One loop follows the members, one tells versions. A node that misses something asks for the whole; one such question per node is
/// under way at a time, and another follows when more was told meanwhile.
/// </remarks>
internal sealed class TopicGossip : IAsyncDisposable
{
    private static readonly TimeSpan PullTimeout = TimeSpan.FromSeconds(10);

    private readonly NodeTransport _transport;
    private readonly RemoteTopics _remote;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<NodeId, bool> _pulls = new();
    private readonly Task _following;
    private readonly ITimer _digests;
    private Member[] _others = [];

    internal TopicGossip(NodeTransport transport, IClusterView view, RemoteTopics remote, ClusterTopicOptions options, TimeProvider time)
    {
        _transport = transport;
        _remote = remote;
        Interest = new TopicInterest(TellChange);
        _digests = time.CreateTimer(static gossip => ((TopicGossip)gossip!).TellDigests(), this, options.DigestInterval, options.DigestInterval);
        _following = FollowAsync(view);
    }

    /// <summary>This node's subscriptions.</summary>
    internal TopicInterest Interest { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _digests.DisposeAsync().ConfigureAwait(false);
        await _following.ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>Another node told one change.</summary>
    internal void OnChange(NodeId from, ref WireReader reader)
    {
        var version = reader.SignedVarint();
        var isAdded = reader.Byte() != 0;
        if (!_remote.TryApply(from, version, TopicWire.ReadName(ref reader), isAdded))
        {
            Pull(from);
        }
    }

    /// <summary>Another node told its version.</summary>
    internal void OnDigest(NodeId from, long version)
    {
        if (_remote.VersionOf(from) != version)
        {
            Pull(from);
        }
    }

    /// <summary>Writes this node's subscriptions for another.</summary>
    internal void WriteAll(WireWriter frame)
    {
        var (version, names) = Interest.Snapshot();
        frame.SignedVarint(version);
        frame.Varint((ulong)names.Count);
        foreach (var name in names)
        {
            TopicWire.Write(frame, name);
        }
    }

    private void TellChange(long version, TopicName name, bool isAdded)
    {
        foreach (var other in Volatile.Read(ref _others))
        {
            var frame = _transport.Begin(ServiceNumber.Topics);
            frame.Byte(TopicWire.Change);
            frame.SignedVarint(version);
            frame.Byte(isAdded ? (byte)1 : (byte)0);
            TopicWire.Write(frame, name);
            _transport.TryTell(other, frame);
        }
    }

    private void TellDigests()
    {
        foreach (var other in Volatile.Read(ref _others))
        {
            TellDigest(other);
            if (_remote.VersionOf(other.Id) < 0)
            {
                Pull(other.Id);
            }
        }
    }

    private void TellDigest(Member other)
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        var frame = _transport.Begin(ServiceNumber.Topics);
        frame.Byte(TopicWire.Digest);
        frame.SignedVarint(Interest.Version);
        _transport.TryTell(other, frame);
    }

    private async Task FollowAsync(IClusterView view)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await foreach (var state in view.WatchAsync(_stop.Token).ConfigureAwait(false))
            {
                var before = Volatile.Read(ref _others).Select(member => member.Id).ToHashSet();
                Member[] others = [.. state.Serving.Where(member => member.Id != _transport.Self)];
                Volatile.Write(ref _others, others);
                _remote.Retain(others.Select(member => member.Id).ToHashSet());
                foreach (var member in others.Where(member => !before.Contains(member.Id)))
                {
                    TellDigest(member);
                    Pull(member.Id);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The bus was disposed: there is nobody left to tell.
            Volatile.Write(ref _others, []);
        }
    }

    private void Pull(NodeId node)
    {
        // The value says whether something was told since the question that is under way was sent.
        if (_pulls.TryAdd(node, false))
        {
            _ = PullAsync(node);
        }
        else
        {
            _pulls.TryUpdate(node, true, false);
        }
    }

    private async Task PullAsync(NodeId node)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        do
        {
            _pulls[node] = false;
            try
            {
                await PullOnceAsync(node).ConfigureAwait(false);
            }
            catch (Exception error) when (error is TransportException or TimeoutException or WireException or OperationCanceledException or ObjectDisposedException)
            {
                // The node cannot be reached or is of another mind; its next version is another chance.
                _pulls.TryRemove(node, out _);
                return;
            }
        }
        while (!_pulls.TryRemove(KeyValuePair.Create(node, false)));
    }

    private async Task PullOnceAsync(NodeId node)
    {
        if (MemberOf(node) is not { } member)
        {
            return;
        }

        var frame = _transport.Begin(ServiceNumber.Topics);
        frame.Byte(TopicWire.Pull);
        var answer = await _transport.AskAsync(member, frame, PullTimeout, _stop.Token).ConfigureAwait(false);
        var (version, names) = ReadAll(answer.Span);
        if (MemberOf(node) is { } still)
        {
            _remote.Replace(still, version, names);
        }
    }

    private Member? MemberOf(NodeId node) => Array.Find(Volatile.Read(ref _others), member => member.Id == node);

    private static (long Version, List<TopicName> Names) ReadAll(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        var version = reader.SignedVarint();
        var names = new List<TopicName>();
        for (var left = reader.Varint(); left > 0; left--)
        {
            names.Add(TopicWire.ReadName(ref reader));
        }

        return (version, names);
    }
}

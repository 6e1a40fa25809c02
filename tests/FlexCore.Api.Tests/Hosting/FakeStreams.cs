using FlexCore.Application.DataStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.Streams;
using FlexCore.Domain;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>Streams in memory that are running or stopped. A stream whose key begins with <c>file</c> reads no topic.</summary>
internal sealed class FakeStreams : IStreams
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, StreamView> _streams = new(StringComparer.Ordinal);
    private int _questions;

    /// <summary>How often a stream was asked for.</summary>
    public int Questions => Volatile.Read(ref _questions);

    public void Add(string key, string status = "running")
    {
        lock (_gate)
        {
            _streams[key] = New(key, status);
        }
    }

    /// <summary>Adds a running stream that is spread.</summary>
    public void AddSpread(string key, params string[] statuses)
    {
        lock (_gate)
        {
            _streams[key] = New(key, "running") with { Partitions = [.. statuses.Select((status, i) => new StreamPartitionView(i, $"node-{i}", status, 1, null, 0, null))] };
        }
    }

    public Task<NodeReply<StreamView>> CreateAsync(NodeCall call, CreateStream request, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var key = request.Document.Split('\n')[0].Replace("name:", "", StringComparison.Ordinal).Trim();
            if (request.Document.Contains("broken", StringComparison.Ordinal) || key.Length == 0 || !key.All(char.IsAsciiLetterOrDigit))
            {
                return Task.FromResult(new NodeReply<StreamView>(null, new Refusal("invalid-document", "The document has a mistake.")) { Findings = [new("unknown-operator", "There is no step 'broken'.", 3, 5, null)] });
            }

            return Task.FromResult(_streams.TryAdd(key, New(key, request.Start ? "running" : "created")) ? new NodeReply<StreamView>(_streams[key], null) : Refuse("pipeline-exists"));
        }
    }

    public Task<NodeReply<StreamView>> StartAsync(NodeCall call, string key, StartStream request, CancellationToken cancellationToken = default) =>
        Change(key, old => old.Status == "running" ? Refuse("stream-is-running") : Put(old with { Status = "running", RunId = request.Fresh ? "fresh" : old.RunId }));

    public Task<NodeReply<StreamView>> StopAsync(NodeCall call, string key, CancellationToken cancellationToken = default) =>
        Change(key, old => old.Status == "running" ? Put(old with { Status = "stopped" }) : Refuse("stream-not-running"));

    public Task<NodeReply<StreamView>> RestartAsync(NodeCall call, string key, StartStream request, CancellationToken cancellationToken = default) =>
        Change(key, old => Put(old with { Status = "running", Restarts = 0 }));

    public Task<NodeReply<StreamView>> GetAsync(NodeCall call, string key, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _questions);
        return Change(key, old => new(old, null));
    }

    public Task<Page<StreamView>> ListAsync(NodeCall call, PageQuery query, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var all = _streams.Values.Where(view => query.Status is null || view.Status == query.Status).ToList();
            return Task.FromResult(new Page<StreamView>([.. all.Skip(query.Offset).Take(query.Limit)], all.Count, query.Offset, query.Limit));
        }
    }

    /// <summary>The run at work of a running stream.</summary>
    public FakeRun Run { get; } = new();

    /// <summary>The run of each partition of a spread stream that is at work here.</summary>
    public Dictionary<int, FakeRun> PartitionRuns { get; } = [];

    public IStreamRun? FindRun(NodeCall call, string key, int? partition = null)
    {
        lock (_gate)
        {
            return !_streams.TryGetValue(key, out var view) || view.Status != "running" ? null
                : partition is { } number ? PartitionRuns.GetValueOrDefault(number)
                : view.Partitions is null ? Run : null;
        }
    }

    public async Task<NodeReply<Page<HistoryEntry>>> HistoryAsync(NodeCall call, string key, PageQuery query, CancellationToken cancellationToken = default)
    {
        var reply = await Change(key, old => new(old, null));
        return reply.Value is null ? new(null, reply.Refusal) : new(new Page<HistoryEntry>([], 0, query.Offset, query.Limit), null);
    }

    private static StreamView New(string key, string status) => new()
    {
        Key = key, Name = key, Status = status, Version = 1, RunId = "r1", Attempt = 1,
        SourceTopic = key.StartsWith("file", StringComparison.Ordinal) ? null : key,
        Progress = new StreamProgress(10, 9, 1, 0, 0, 100, null, 100, null, 1),
    };

    private static NodeReply<StreamView> Refuse(string code) => new(null, new Refusal(code, $"Refused as {code}."));

    private NodeReply<StreamView> Put(StreamView view) => new(_streams[view.Key] = view, null);

    private Task<NodeReply<StreamView>> Change(string key, Func<StreamView, NodeReply<StreamView>> change)
    {
        lock (_gate)
        {
            return Task.FromResult(_streams.TryGetValue(key, out var old) ? change(old) : Refuse("stream-not-found"));
        }
    }
}

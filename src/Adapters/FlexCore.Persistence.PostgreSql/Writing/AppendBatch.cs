using FlexCore.Application.Journal;

namespace FlexCore.Persistence.PostgreSql.Writing;

/// <summary>Some appends on their way through one statement: what each will be told if the fence holds, and the rows. Used by one writer alone.</summary>
internal sealed class AppendBatch
{
    private readonly EventColumns _columns = new();
    private readonly List<PendingAppend> _appends = [];
    private readonly SortedDictionary<int, long> _epochs = [];
    private readonly Dictionary<int, long> _ends = [];

    /// <summary>The rows to insert.</summary>
    public EventColumns Columns => _columns;

    public IReadOnlyList<PendingAppend> Appends => _appends;

    /// <summary>The shards that the answers rest on, with the epoch that must be theirs; those without rows too, because refusals must be true as well.</summary>
    public IReadOnlyDictionary<int, long> Epochs => _epochs;

    /// <summary>The offset up to which a shard is committed when the batch is.</summary>
    public long EndOf(int shard) => _ends[shard];

    public void Clear()
    {
        _columns.Clear();
        _appends.Clear();
        _epochs.Clear();
        _ends.Clear();
    }

    /// <summary>Decides one append on what is known of its shard and of its stream, including what earlier ones of the batch will have written.</summary>
    /// <param name="append">The append.</param>
    /// <param name="state">Its shard.</param>
    public void Decide(PendingAppend append, ShardState state)
    {
        var request = append.Request;
        _appends.Add(append);
        _epochs[append.Shard] = state.Epoch;
        _ends[append.Shard] = state.Offset;
        if (append.Epoch != state.Epoch)
        {
            append.Decided = new AppendResult(AppendStatus.Fenced, 0, 0, state.Epoch);
            return;
        }

        var version = state.VersionOf(request.Stream);
        if (version != request.ExpectedVersion)
        {
            append.Decided = new AppendResult(AppendStatus.WrongExpectedVersion, version, 0, state.Epoch);
            return;
        }

        _columns.Add(request, state.Offset);
        state.Append(request.Stream, request.Events.Count);
        _ends[append.Shard] = state.Offset;
        append.Decided = new AppendResult(AppendStatus.Committed, request.ExpectedVersion + request.Events.Count, state.Offset, state.Epoch);
    }
}

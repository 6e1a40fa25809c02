using FlexCore.Application.Cluster;

namespace FlexCore.Testing.Cluster;

/// <summary>The rows of the three tables, which look at each other in one transaction. Everything happens under <see cref="Gate"/>.</summary>
internal sealed class ClusterRows
{
    private readonly Dictionary<string, long> _incarnations = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly Func<int, string, long>? _raiseEpoch;

    public ClusterRows(int shardCount, TimeProvider time, Func<int, string, long>? raiseEpoch)
    {
        _time = time;
        _raiseEpoch = raiseEpoch;
        Shards = [.. Enumerable.Range(0, shardCount).Select(static shard => new ShardRow(shard, 0, null, null))];
    }

    public Lock Gate { get; } = new();

    public DateTimeOffset Now => _time.GetUtcNow();

    public SortedDictionary<(string Name, long Incarnation), Member> Members { get; } = new(Comparer<(string Name, long Incarnation)>.Create(static (a, b) =>
    {
        var byName = string.CompareOrdinal(a.Name, b.Name);
        return byName != 0 ? byName : a.Incarnation.CompareTo(b.Incarnation);
    }));

    public long MembershipVersion { get; set; }

    public ShardRow[] Shards { get; }

    public long ShardVersion { get; set; }

    public Dictionary<string, LeaseRow> Leases { get; } = new(StringComparer.Ordinal);

    public Member? Find(NodeId id) => Members.GetValueOrDefault((id.Name, id.Incarnation));

    /// <summary>Whether a node may still own anything: it has a row that is not down.</summary>
    public bool IsAlive(NodeId id) => Find(id) is { Status: not MemberStatus.Down };

    public void Put(Member member)
    {
        Members[(member.Id.Name, member.Id.Incarnation)] = member;
        _incarnations[member.Id.Name] = Math.Max(LastIncarnation(member.Id.Name), member.Id.Incarnation);
    }

    public long LastIncarnation(string name) => _incarnations.GetValueOrDefault(name);

    public long RaiseEpoch(ShardRow row, NodeId owner) => _raiseEpoch?.Invoke(row.Shard, owner.ToString()) ?? row.Epoch + 1;
}

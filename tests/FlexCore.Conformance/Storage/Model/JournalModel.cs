using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Conformance.Storage.Model;

/// <summary>What a correct journal must hold, as plain lists.</summary>
internal sealed class JournalModel(int shardCount)
{
    private readonly Dictionary<EntityId, List<NewEvent>> _streams = [];
    private readonly Dictionary<EntityId, StoredSnapshot> _snapshots = [];

    public IReadOnlyDictionary<EntityId, List<NewEvent>> Streams => _streams;

    public ShardLease[] Leases { get; } = new ShardLease[shardCount];

    public long VersionOf(EntityId stream) => _streams.TryGetValue(stream, out var events) ? events.Count : 0;

    public ShardLease LeaseOf(EntityId stream) => Leases[stream.ShardOf(shardCount)];

    /// <summary>What the journal must answer, and the change if it commits.</summary>
    public AppendStatus Append(AppendRequest request)
    {
        if (request.Lease.Epoch != LeaseOf(request.Stream).Epoch)
        {
            return AppendStatus.Fenced;
        }

        if (request.ExpectedVersion != VersionOf(request.Stream))
        {
            return AppendStatus.WrongExpectedVersion;
        }

        Commit(request);
        return AppendStatus.Committed;
    }

    /// <summary>Records an append whose commit was observed rather than predicted.</summary>
    public void Commit(AppendRequest request)
    {
        if (!_streams.TryGetValue(request.Stream, out var events))
        {
            _streams[request.Stream] = events = [];
        }

        events.AddRange(request.Events);
    }

    public void Save(StoredSnapshot snapshot)
    {
        if (!_snapshots.TryGetValue(snapshot.Stream, out var stored) || stored.Version <= snapshot.Version)
        {
            _snapshots[snapshot.Stream] = snapshot;
        }
    }

    public StoredSnapshot? SnapshotOf(EntityId stream) => _snapshots.GetValueOrDefault(stream);
}

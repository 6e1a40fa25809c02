using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.UseCases;

/// <summary>The leases of one process: acquired once, because acquiring again fences whoever holds them. Thread-safe.</summary>
internal sealed class HeldLeases(IShardLeases leases)
{
    private readonly Lazy<Task<IReadOnlyList<ShardLease>>> _held = new(() => leases.AcquireAllAsync("test").AsTask());

    public async Task<ShardLease> OfAsync(EntityId id) => (await _held.Value).Single(lease => lease.Shard == id.ShardOf(leases.ShardCount));
}

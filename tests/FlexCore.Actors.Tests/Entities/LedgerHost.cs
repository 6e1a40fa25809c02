using FlexCore.Actors.Entities;
using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Conformance.Entities;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>The conformance suite's host over any journal.</summary>
internal sealed class LedgerHost(
    IEventJournal journal, ISnapshotStore snapshots, IShardLeases leases, EntityOptions options, Func<ValueTask> close)
    : IEntityRegionHost
{
    private readonly List<LedgerRegion> _abandoned = [];
    private LedgerRegion? _current;

    public IEntityRegion<LedgerCommand, LedgerState> Region => Current.Region;

    public IEventJournal Journal => journal;

    private LedgerRegion Current => _current ?? throw new InvalidOperationException("The host was not opened.");

    public async Task CrashAsync()
    {
        if (_current is not null)
        {
            _abandoned.Add(_current);
        }

        _current = await LedgerRegion.OpenAsync(journal, snapshots, leases, options);
    }

    public Task StopAsync() => Current.Region.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await Current.DisposeAsync();
        foreach (var region in _abandoned)
        {
            await region.DisposeAsync();
        }

        await close();
    }
}

using FlexCore.Application.Entities;
using FlexCore.Application.Journal;

namespace FlexCore.Conformance.Entities;

/// <summary>A region of ledgers over a store that outlives it.</summary>
public interface IEntityRegionHost : IAsyncDisposable
{
    /// <summary>The region that serves now.</summary>
    IEntityRegion<LedgerCommand, LedgerState> Region { get; }

    /// <summary>The journal below it.</summary>
    IEventJournal Journal { get; }

    /// <summary>Abandons the region as a crash would, without stopping it, and opens a new one over the same store.</summary>
    Task CrashAsync();

    /// <summary>Stops the region; it still answers, with refusals.</summary>
    Task StopAsync();
}

using FlexCore.Application.Entities;
using FlexCore.Domain;
using FlexCore.Testing.Probes;
using FlexCore.Testing.Time;

namespace FlexCore.Conformance.Entities;

/// <summary>A region of ledgers that are remembered, over a store that outlives it. A ledger with an odd balance waits for <see cref="Due"/> and is then sent 1 more.</summary>
public interface IRememberedLedgersHost : IAsyncDisposable
{
    /// <summary>The region that serves now.</summary>
    IEntityRegion<LedgerCommand, LedgerState> Region { get; }

    /// <summary>How many ledgers are in memory.</summary>
    int ResidentCount { get; }

    /// <summary>The clock of the region that serves now.</summary>
    ManualClock Clock { get; }

    /// <summary>What ledgers wait for.</summary>
    DateTimeOffset Due { get; }

    /// <summary>The ledgers that were sent their command, by the region that serves now or any before it.</summary>
    Probe<EntityId> Sent { get; }

    /// <summary>Abandons the region as a crash would and opens another over the same store, whose clock is later by some time. Nobody asks it for anything.</summary>
    /// <param name="later">How much later.</param>
    /// <param name="isRemembered">Whether its ledgers are remembered.</param>
    Task CrashAsync(TimeSpan later, bool isRemembered = true);
}

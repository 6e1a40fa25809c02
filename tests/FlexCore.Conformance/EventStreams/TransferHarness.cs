using FlexCore.Application.EventStreams;
using FlexCore.Application.EventTransfer;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;

namespace FlexCore.Conformance.EventStreams;

/// <summary>An event store with its export and its import, opened for a test.</summary>
public sealed class TransferHarness(IEventStoreHost host, IEventFeed feed, IEventJournal journal, StoreIdentity identity) : IAsyncDisposable
{
    public IEventStore Store => host.Store;

    public IEventExport Export => new EventExport(feed, journal, identity, new TenantEventAccess());

    public IEventImport Import => new EventImport(host.Store, journal, new TenantEventAccess());

    public Task CrashAsync() => host.CrashAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();
}

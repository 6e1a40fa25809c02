using FlexCore.Conformance.EventStreams;
using FlexCore.Persistence;

namespace FlexCore.Hosting.Tests.EventStreams;

/// <summary>Makes harnesses of stores.</summary>
internal static class Harnesses
{
    public static IndexHarness Of(IStore store, Action closed) => new(async () =>
    {
        await store.DisposeAsync();
        closed();
    })
    {
        Journal = store.Journal, Leases = store.Leases, Feed = store.Feed, Directory = store.Directory, Index = store.EventIndex, States = store.States,
    };
}

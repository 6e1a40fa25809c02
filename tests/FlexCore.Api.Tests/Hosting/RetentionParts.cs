using FlexCore.Application.EventStreams;
using FlexCore.Application.Retention;
using FlexCore.Domain.Retention;
using FlexCore.Testing.Storage;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>Policies over a store in memory, beside what the default configuration says.</summary>
internal sealed class RetentionParts : IAsyncDisposable
{
    private readonly TestRegion<RetentionState, RetentionCommand, RetentionEvent> _policies;

    private RetentionParts(InMemoryStore store, TestRegion<RetentionState, RetentionCommand, RetentionEvent> policies, TimeProvider clock)
    {
        _policies = policies;
        Service = new RetentionService(policies.Entities, new StoredRetentionRules(policies.Entities, store.Directory, new RetentionOptions().Rules()), store.Scavenger, new TenantEventAccess(), clock);
    }

    public IRetention Service { get; }

    public static async Task<RetentionParts> StartAsync(TimeProvider clock)
    {
        var store = new InMemoryStore(shardCount: 16);
        var policies = await TestRegion<RetentionState, RetentionCommand, RetentionEvent>.StartAsync(
            new(RetentionDecider.Kind, new RetentionDecider(), RetentionCodecs.Events) { Snapshots = RetentionCodecs.Snapshots, RemembersRefusals = false }, store, clock);
        return new RetentionParts(store, policies, clock);
    }

    public ValueTask DisposeAsync() => _policies.DisposeAsync();
}

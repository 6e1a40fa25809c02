using FlexCore.Application.Journal;
using FlexCore.Application.Privacy.Keys;
using FlexCore.Application.Privacy.Subjects;
using FlexCore.Domain;
using FlexCore.Domain.DataSubjects;
using FlexCore.Testing.Storage;

namespace FlexCore.Application.Tests.Privacy;

/// <summary>Keys out of a backup bring nobody back whom the log says is forgotten.</summary>
public sealed class ForgottenReplayTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TenantId Acme = new("acme");
    private readonly InMemoryStore _store = new(8);

    [Fact]
    public async Task A_key_that_came_back_is_destroyed_again_at_the_instant_of_the_record()
    {
        await RecordAsync("c-1");
        await AddKeyAsync("c-1");
        await AddKeyAsync("c-2");

        (await Replay.RunAsync()).ShouldBe(1);

        (await _store.SubjectKeys.FindAsync(Acme, "c-1"))?.ForgottenAt.ShouldBe(Noon);
        (await _store.SubjectKeys.FindAsync(Acme, "c-1"))?.Wrapped.Length.ShouldBe(0);
        (await _store.SubjectKeys.FindAsync(Acme, "c-2"))?.IsForgotten.ShouldBeFalse("nobody else is forgotten");
        (await Replay.RunAsync()).ShouldBe(0, "now they fit");
    }

    [Fact]
    public async Task A_backup_from_before_the_key_does_not_make_the_person_a_new_one()
    {
        await RecordAsync("c-1");

        (await Replay.RunAsync()).ShouldBe(1);

        (await AddKeyAsync("c-1")).IsForgotten.ShouldBeTrue("what is left says that there was one");
    }

    private ForgottenReplay Replay => new(_store.Directory, _store.Journal, _store.SubjectKeys);

    private ValueTask<SubjectKey> AddKeyAsync(string subject) => _store.SubjectKeys.AddAsync(new SubjectKey(Acme, subject, Guid.NewGuid(), "k1", new byte[] { 1, 2, 3 }, Noon.AddDays(-1)));

    private async Task RecordAsync(string subject)
    {
        var id = new EntityId(Acme, DataSubjectDecider.Kind, subject);
        var leases = await _store.Leases.AcquireAllAsync("test");
        var encoded = DataSubjectCodecs.Events.Encode(new DataSubjectEvent.Forgotten(Noon, "asked by mail"));
        var request = new AppendRequest(id, leases[id.ShardOf(leases.Count)], 0, [new NewEvent(Guid.NewGuid(), encoded.Type, encoded.SchemaVersion, encoded.Payload)], new EventMetadata(Noon, "user:ana", "corr", "cause", null));
        (await _store.Journal.AppendAsync(request)).Status.ShouldBe(AppendStatus.Committed);
    }
}

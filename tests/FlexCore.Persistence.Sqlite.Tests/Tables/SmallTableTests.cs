using FlexCore.Application.Journal;
using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.Persistence.Sqlite.Tables;

namespace FlexCore.Persistence.Sqlite.Tests.Tables;

/// <summary>Snapshots, checkpoints and leases: what is read is what was written, or an error.</summary>
public sealed class SmallTableTests
{
    private static readonly EntityId Stream = new(TenantId.Default, "account", "a");

    public static TheoryData<string> CheckpointDamage =>
        ["run_id = 'x'", "sequence = 9", "fingerprint = 'x'", "payload = x'00'", "checksum = 1", "payload = zeroblob(0)"];

    public static TheoryData<string> SnapshotDamage =>
        ["version = 9", "type = 'x'", "schema_version = 9", "payload = x'00'", "checksum = 1", "payload = zeroblob(0)"];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public async Task A_checkpoint_reads_back_whole(int bytes)
    {
        using var fixture = await TableFixture.CreateAsync();
        var table = new CheckpointTable(fixture.Database);
        var saved = new StreamCheckpoint(Stream, "rün", long.MaxValue, "fp", Payload(bytes));
        table.Load(Stream).ShouldBeNull();

        table.Save(saved);
        var loaded = table.Load(Stream)!;

        (loaded with { Payload = saved.Payload }).ShouldBe(saved);
        loaded.Payload.ToArray().ShouldBe(saved.Payload.ToArray());
    }

    [Fact]
    public async Task A_checkpoint_replaces_the_last_one_and_can_be_forgotten()
    {
        using var fixture = await TableFixture.CreateAsync();
        var table = new CheckpointTable(fixture.Database);
        table.Save(new StreamCheckpoint(Stream, "r", 1, "fp", Payload(3)));
        table.Save(new StreamCheckpoint(Stream, "r", 2, "fp", Payload(0)));

        table.Load(Stream)!.Sequence.ShouldBe(2);
        table.Load(Stream)!.Payload.IsEmpty.ShouldBeTrue();
        table.Delete(Stream);
        table.Delete(Stream);
        table.Load(Stream).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(CheckpointDamage))]
    public async Task A_damaged_checkpoint_is_an_error_with_the_remedy(string damage)
    {
        using var fixture = await TableFixture.CreateAsync();
        var table = new CheckpointTable(fixture.Database);
        table.Save(new StreamCheckpoint(Stream, "r", 1, "fp", Payload(3)));
        fixture.Database.Execute("UPDATE checkpoint SET " + damage);

        var error = Should.Throw<JournalException>(() => table.Load(Stream));

        error.Message.ShouldContain(Stream.StreamId);
        error.Message.ShouldContain(fixture.Database.Path);
        error.Message.ShouldContain("backup");
    }

    [Theory]
    [MemberData(nameof(SnapshotDamage))]
    public async Task A_damaged_snapshot_is_passed_over_and_replaced_by_any_other(string damage)
    {
        using var fixture = await TableFixture.CreateAsync();
        var table = new SnapshotTable(fixture.Database);
        table.Save(new StoredSnapshot(Stream, 5, "account", 1, Payload(3))).ShouldBeTrue();
        fixture.Database.Execute("UPDATE snapshot SET " + damage);

        table.Load(Stream, out var isDamaged).ShouldBeNull();
        isDamaged.ShouldBeTrue();
        table.Save(new StoredSnapshot(Stream, 2, "account", 1, Payload(1))).ShouldBeTrue();
        table.Load(Stream, out isDamaged)!.Version.ShouldBe(2);
        isDamaged.ShouldBeFalse();
    }

    [Fact]
    public async Task An_older_snapshot_does_not_replace_a_newer_one()
    {
        using var fixture = await TableFixture.CreateAsync();
        var table = new SnapshotTable(fixture.Database);

        table.Save(new StoredSnapshot(Stream, 5, "account", 1, Payload(3))).ShouldBeTrue();
        table.Save(new StoredSnapshot(Stream, 4, "account", 1, Payload(3))).ShouldBeFalse();
        table.Save(new StoredSnapshot(Stream, 5, "account", 2, Payload(2))).ShouldBeTrue();

        var loaded = table.Load(Stream, out _)!;
        loaded.SchemaVersion.ShouldBe(2);
        loaded.Payload.Length.ShouldBe(2);
    }

    [Fact]
    public async Task Epochs_are_read_by_shard_and_zero_where_nobody_was()
    {
        using var fixture = await TableFixture.CreateAsync();
        var table = new ShardTable(fixture.Database);
        table.Write(new ShardLease(2, 7, "ana"));
        table.Write(new ShardLease(0, 1, "ana"));
        table.Write(new ShardLease(2, 8, "bob"));

        table.ReadEpochs(4).ShouldBe([1, 0, 8, 0]);
    }

    [Theory]
    [InlineData("epoch = 6")]
    [InlineData("owner = 'eve'")]
    [InlineData("shard = 1")]
    [InlineData("checksum = 0")]
    [InlineData("shard = -1")]
    [InlineData("shard = 4")]
    public async Task A_damaged_lease_is_an_error_because_it_could_let_a_fenced_writer_back(string damage)
    {
        using var fixture = await TableFixture.CreateAsync();
        var table = new ShardTable(fixture.Database);
        table.Write(new ShardLease(2, 7, "ana"));
        fixture.Database.Execute("UPDATE shard SET " + damage);

        Should.Throw<CorruptEventException>(() => table.ReadEpochs(4)).Message.ShouldContain("lease");
    }

    [Fact]
    public async Task A_lease_of_a_shard_beyond_the_last_is_an_error()
    {
        using var fixture = await TableFixture.CreateAsync();
        var table = new ShardTable(fixture.Database);
        table.Write(new ShardLease(4, 1, "ana"));

        Should.Throw<CorruptEventException>(() => table.ReadEpochs(4));
        table.ReadEpochs(5)[4].ShouldBe(1);
    }

    private static byte[] Payload(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
}

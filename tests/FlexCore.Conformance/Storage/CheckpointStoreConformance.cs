using System.Text;
using FlexCore.Application.Journal;
using FlexCore.Application.Streams;
using FlexCore.Domain;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.Storage;

/// <summary>The contract of <see cref="ICheckpointStore"/>.</summary>
public abstract class CheckpointStoreConformance : StorageConformance
{
    private readonly EntityId _stream = Entity("a");

    [Fact]
    public async Task There_is_no_checkpoint_before_the_first() => (await Checkpoints.LoadAsync(_stream)).ShouldBeNull();

    [Fact]
    public async Task A_saved_checkpoint_is_loaded_with_every_field()
    {
        await Checkpoints.SaveAsync(Checkpoint(1, "state"));
        var loaded = (await Checkpoints.LoadAsync(_stream)).ShouldNotBeNull();
        (loaded.Stream, loaded.RunId, loaded.Sequence, loaded.Fingerprint).ShouldBe((_stream, "run-1", 1L, "graph-1"));
        Encoding.UTF8.GetString(loaded.Payload.Span).ShouldBe("state");
    }

    [Fact]
    public async Task A_newer_checkpoint_replaces_an_older_one()
    {
        await Checkpoints.SaveAsync(Checkpoint(1, "a"));
        await Checkpoints.SaveAsync(Checkpoint(2, "b"));
        (await Checkpoints.LoadAsync(_stream)).ShouldNotBeNull().Sequence.ShouldBe(2);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public async Task A_checkpoint_that_is_not_newer_is_refused_and_changes_nothing(long sequence)
    {
        await Checkpoints.SaveAsync(Checkpoint(5, "kept"));
        var error = await Should.ThrowAsync<JournalException>(async () => await Checkpoints.SaveAsync(Checkpoint(sequence, "late")));
        error.Message.ShouldContain("not newer");
        Encoding.UTF8.GetString((await Checkpoints.LoadAsync(_stream)).ShouldNotBeNull().Payload.Span).ShouldBe("kept");
    }

    [Fact]
    public async Task Another_run_begins_its_sequence_anew()
    {
        await Checkpoints.SaveAsync(Checkpoint(5, "first run"));
        await Checkpoints.SaveAsync(Checkpoint(1, "second run") with { RunId = "run-2" });
        (await Checkpoints.LoadAsync(_stream)).ShouldNotBeNull().RunId.ShouldBe("run-2");
    }

    [Fact]
    public async Task A_deleted_checkpoint_is_gone_and_deleting_again_does_nothing()
    {
        await Checkpoints.SaveAsync(Checkpoint(5, "a"));
        await Checkpoints.DeleteAsync(_stream);
        await Checkpoints.DeleteAsync(_stream);
        (await Checkpoints.LoadAsync(_stream)).ShouldBeNull();
        await Checkpoints.SaveAsync(Checkpoint(1, "anew"));
    }

    [Fact]
    public async Task A_saved_checkpoint_survives_a_crash()
    {
        await Checkpoints.SaveAsync(Checkpoint(5, "kept"));
        await Storage.CrashAsync();
        (await Checkpoints.LoadAsync(_stream)).ShouldNotBeNull().Sequence.ShouldBe(5);
    }

    [Fact]
    public async Task A_megabyte_of_state_comes_back_byte_for_byte()
    {
        var state = new byte[1_048_576];
        new Random(1).NextBytes(state);
        await Checkpoints.SaveAsync(Checkpoint(1, "") with { Payload = state });
        (await Checkpoints.LoadAsync(_stream)).ShouldNotBeNull().Payload.ToArray().ShouldBe(state);
    }

    private StreamCheckpoint Checkpoint(long sequence, string payload) =>
        new(_stream, "run-1", sequence, "graph-1", Encoding.UTF8.GetBytes(payload));
}

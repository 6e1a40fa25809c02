using FlexCore.Application.Journal;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Streams;
using FlexCore.Cli.ExitCodes;
using FlexCore.Domain;
using FlexCore.Persistence.Faults;

namespace FlexCore.Cli.Tests.ExitCodes;

public class FailureMapTests
{
    [Theory]
    [InlineData("record-failed", 6)]
    [InlineData("csv-column-missing", 5)]
    [InlineData("source-not-found", 5)]
    [InlineData("source-unreadable", 5)]
    [InlineData("source-changed", 9)]
    [InlineData("checkpoint-mismatch", 9)]
    [InlineData("sink-behind-checkpoint", 9)]
    [InlineData("sink-unwritable", 7)]
    [InlineData("sink-unavailable", 7)]
    [InlineData("sqlite-open-record", 3)]
    [InlineData("too-many-groups", 3)]
    [InlineData("disk-full", 8)]
    [InlineData("something-new", 1)]
    public void A_stream_failure_has_the_exit_code_of_its_family(string code, int expected) =>
        ((int)FailureMap.CodeOf(new StreamException(code, "x"))).ShouldBe(expected);

    [Theory]
    [InlineData("flexcore.journal.shard-count is 0; set it to 1 to 65,536.", 4)]
    [InlineData("The setting 'flexcore.cluster.transport.port' is 0, which is not allowed. Set it to a value from 1 to 65,535.", 4)]
    [InlineData("Something else.", 1)]
    public void An_argument_that_names_a_setting_is_one_of_the_configuration(string message, int expected) =>
        ((int)FailureMap.CodeOf(new InvalidOperationException("outer", new ArgumentException(message)))).ShouldBe(expected);

    [Theory]
    [InlineData(StoreFault.Locked, 10)]
    [InlineData(StoreFault.ReadOnly, 11)]
    [InlineData(StoreFault.InputOutput, 11)]
    [InlineData(StoreFault.Full, 8)]
    [InlineData(StoreFault.Corrupt, 12)]
    [InlineData(StoreFault.NotAStore, 12)]
    [InlineData(StoreFault.SchemaTooNew, 13)]
    [InlineData(StoreFault.Mismatch, 4)]
    [InlineData(StoreFault.Denied, 4)]
    [InlineData(StoreFault.Unavailable, 20)]
    [InlineData(StoreFault.Stopped, 11)]
    public void A_fault_of_the_store_has_an_exit_code_of_its_own(StoreFault fault, int expected) =>
        ((int)FailureMap.CodeOf(new StoreException(fault, "folder", "x"))).ShouldBe(expected);

    [Fact]
    public void A_damaged_event_means_a_damaged_data_folder() =>
        FailureMap.CodeOf(new CorruptEventException("s", 1, "x")).ShouldBe(ExitCode.DataFolderDamaged);

    [Fact]
    public void A_refused_run_cannot_resume() =>
        FailureMap.CodeOf(new PipelineRunRefusedException(new Refusal("cannot-resume", "x"))).ShouldBe(ExitCode.CannotResume);

    [Fact]
    public void A_cause_decides_when_the_wrapper_says_nothing() =>
        FailureMap.CodeOf(new JournalException("outer", new StoreException(StoreFault.Full, "f", "inner"))).ShouldBe(ExitCode.DiskFull);

    [Fact]
    public void A_full_disk_is_recognised_below_any_other_error()
    {
        var noSpace = new IOException("No space left on device", 28);

        FailureMap.CodeOf(new StreamException("sink-failed", "x", noSpace)).ShouldBe(ExitCode.DiskFull);
    }

    [Fact]
    public void An_option_out_of_range_is_a_configuration_mistake() =>
        FailureMap.CodeOf(new ArgumentException("flexcore.journal.shard-count = 0 is out of range.")).ShouldBe(ExitCode.InvalidConfiguration);

    [Fact]
    public void What_nobody_foresaw_is_internal() =>
        FailureMap.CodeOf(new InvalidOperationException("x")).ShouldBe(ExitCode.Internal);
}

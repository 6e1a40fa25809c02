using System.Text;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Execution;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Execution;

public sealed class FailureHandlerTests
{
    private static readonly RecordFailure Bad = new("bad", "it is bad");
    private static readonly RecordFailure Late = new(RecordFailure.Late, "it is late");
    private static readonly RecordLayout OneField = new([new FieldSlot("a", 0)]);

    private readonly RunCounters _counters = new();

    [Theory]
    [InlineData(ErrorPolicy.Skip, 0)]
    [InlineData(ErrorPolicy.DeadLetter, 1)]
    public void A_failed_record_is_counted_whatever_the_policy(ErrorPolicy policy, int letters)
    {
        var handler = Handler(policy);
        handler.Collect(Failed(0, 0, Bad));
        handler.Resolve();

        _counters.Snapshot().Errors.ShouldBe(1);
        handler.DeadLetters.SelectedCount.ShouldBe(letters);
    }

    [Fact]
    public void The_policy_fail_names_place_step_reason_record_and_remedy()
    {
        var handler = Handler(ErrorPolicy.Fail);
        handler.Collect(Failed(1, 0, Bad));

        var error = Should.Throw<StreamException>(handler.Resolve);

        error.Code.ShouldBe("record-failed");
        error.Message.ShouldBe("The record at line 2 of 'in.log' (byte 4) failed in step 1:map: bad: it is bad. It reads: two Set onError to skip or deadletter to go on without such records.");
    }

    [Fact]
    public void A_late_record_is_no_error_and_has_a_remedy_of_its_own()
    {
        var handler = new FailureHandler(new FailurePlan(ErrorPolicy.Skip, [new StepPolicy("1:window", ErrorPolicy.Skip, ErrorPolicy.Fail)], null), _counters);
        handler.Collect(Failed(0, 0, Late));

        Should.Throw<StreamException>(handler.Resolve).Message.ShouldContain("Raise the window's lateness");
        _counters.Snapshot().Errors.ShouldBe(0);
    }

    [Theory]
    [InlineData(ErrorPolicy.Skip, ErrorPolicy.DeadLetter, false, 0)]
    [InlineData(ErrorPolicy.Skip, ErrorPolicy.DeadLetter, true, 1)]
    [InlineData(ErrorPolicy.DeadLetter, ErrorPolicy.Skip, false, 1)]
    [InlineData(ErrorPolicy.DeadLetter, ErrorPolicy.Skip, true, 0)]
    public void Late_and_failed_records_have_separate_policies(ErrorPolicy onError, ErrorPolicy late, bool isLate, int letters)
    {
        var handler = new FailureHandler(new FailurePlan(ErrorPolicy.Fail, [new StepPolicy("1:window", onError, late)], null), _counters);
        handler.Collect(Failed(0, 0, isLate ? Late : Bad));
        handler.Resolve();

        handler.DeadLetters.SelectedCount.ShouldBe(letters);
    }

    [Fact]
    public void The_source_has_a_policy_and_a_name_of_its_own()
    {
        var handler = new FailureHandler(new FailurePlan(ErrorPolicy.DeadLetter, [new StepPolicy("1:map", ErrorPolicy.Fail, ErrorPolicy.Fail)], null), _counters);
        handler.Collect(Failed(0, -1, Bad));
        handler.Resolve();

        Letter(handler, 0).ShouldBe("bad|it is bad|source|in.log|0|1|one|");
    }

    [Fact]
    public void A_dead_letter_tells_everything_about_its_record()
    {
        var handler = Handler(ErrorPolicy.DeadLetter);
        handler.Collect(Failed(2, 0, Bad));
        handler.Resolve();

        Letter(handler, 0).ShouldBe("bad|it is bad|1:map|in.log|8|3|three|");
    }

    [Fact]
    public void Broken_bytes_are_kept_as_base_64()
    {
        byte[] broken = [(byte)'a', 0xFF, (byte)'b'];
        var batch = new RecordBatch(1);
        batch.Reset(new SourceChunk(broken, [0], [3], 1) { SourceName = "x" });
        batch.Fail(0, -1, Bad);
        var handler = Handler(ErrorPolicy.DeadLetter);
        handler.Collect(batch);
        handler.Resolve();

        Letter(handler, 0).ShouldBe($"bad|it is bad|source|x|0|1|a\ufffdb|{Convert.ToBase64String(broken)}");
    }

    [Fact]
    public void An_emitted_row_is_its_own_record_and_has_no_place()
    {
        var batch = new RecordBatch(1);
        batch.Add(0)[0] = Value.Number(7);
        batch.Fail(0, 0, Bad);
        var handler = Handler(ErrorPolicy.DeadLetter);
        handler.Collect(batch, OneField);
        handler.Resolve();

        Letter(handler, 0).ShouldBe("bad|it is bad|1:map|null|null|null|{\"a\":7}|");
    }

    [Fact]
    public void A_fatal_emitted_row_is_quoted()
    {
        var batch = new RecordBatch(1);
        batch.Add(0)[0] = Value.Number(7);
        batch.Fail(0, 0, Bad);
        var handler = Handler(ErrorPolicy.Fail);
        handler.Collect(batch, OneField);

        Should.Throw<StreamException>(handler.Resolve).Message.ShouldStartWith("A record failed in step 1:map: bad: it is bad. It is: {\"a\":7} ");
    }

    [Fact]
    public void Dead_letters_come_in_the_order_of_the_input_not_of_the_steps()
    {
        var batch = Chunk();
        batch.Fail(2, 0, Bad);
        batch.Fail(0, 0, Bad);
        batch.Fail(1, -1, Bad);
        var handler = Handler(ErrorPolicy.DeadLetter);
        handler.Collect(batch);
        handler.Resolve();

        Enumerable.Range(0, 3).Select(row => handler.DeadLetters.Row(row)[6].AsString()).ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public void An_emitted_row_comes_behind_the_record_that_caused_it()
    {
        var batch = Chunk();
        batch.Fail(0, 0, Bad);
        batch.Fail(2, 0, Bad);
        var emitted = new RecordBatch(1);
        emitted.Add(1)[0] = Value.Number(5);
        emitted.Fail(0, 0, Bad);
        var handler = Handler(ErrorPolicy.DeadLetter);
        handler.Collect(emitted, OneField);
        handler.Collect(batch);
        handler.Resolve();

        Enumerable.Range(0, 3).Select(row => handler.DeadLetters.Row(row)[6].AsString()).ShouldBe(["one", "{\"a\":5}", "three"]);
    }

    [Fact]
    public void Of_several_fatal_records_the_first_of_the_input_is_reported()
    {
        var batch = Chunk();
        batch.Fail(2, 0, Bad);
        batch.Fail(1, 0, Bad);
        var handler = Handler(ErrorPolicy.Fail);
        handler.Collect(batch);

        Should.Throw<StreamException>(handler.Resolve).Message.ShouldContain("line 2");
        _counters.Snapshot().Errors.ShouldBe(1);
    }

    [Fact]
    public void Dead_letters_of_one_round_are_gone_in_the_next()
    {
        var handler = Handler(ErrorPolicy.DeadLetter);
        handler.Collect(Failed(0, 0, Bad));
        handler.Resolve();
        handler.Resolve();

        handler.DeadLetters.SelectedCount.ShouldBe(0);
        _counters.Snapshot().Errors.ShouldBe(1);
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(201, true)]
    public void A_long_record_is_cut_in_the_message(int length, bool isCut)
    {
        var text = Encoding.ASCII.GetBytes(new string('x', length));
        var batch = new RecordBatch(1);
        batch.Reset(new SourceChunk(text, [0], [length], 1) { SourceName = "in" });
        batch.Fail(0, 0, Bad);
        var handler = Handler(ErrorPolicy.Fail);
        handler.Collect(batch);

        var message = Should.Throw<StreamException>(handler.Resolve).Message;
        message.Contains('…', StringComparison.Ordinal).ShouldBe(isCut);
        message.Count(c => c == 'x').ShouldBe(Math.Min(length, 200));
    }

    private FailureHandler Handler(ErrorPolicy policy) => new(new FailurePlan(policy, [new StepPolicy("1:map", policy, policy)], null), _counters);

    private static RecordBatch Failed(int row, int step, RecordFailure failure)
    {
        var batch = Chunk();
        batch.Fail(row, step, failure);
        return batch;
    }

    private static RecordBatch Chunk()
    {
        var batch = new RecordBatch(1);
        batch.Reset(new SourceChunk("one\ntwo\nthree\n"u8.ToArray(), [0, 4, 8], [3, 3, 5], 3) { SourceName = "in.log" });
        return batch;
    }

    private static string Letter(FailureHandler handler, int row) =>
        string.Join('|', handler.DeadLetters.Row(row).ToArray().Select(cell => cell.IsUndefined ? "" : cell.ToString()));
}

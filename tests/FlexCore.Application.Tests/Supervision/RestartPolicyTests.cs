using FlexCore.Application.Journal;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Streams;
using FlexCore.Application.Supervision;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Supervision;

public sealed class RestartPolicyTests
{
    public static TheoryData<Exception, bool> Failures => new()
    {
        { new StreamException("sink-unavailable", "x"), true },
        { new StreamException("disk-full", "x"), true },
        { new StreamException("Record-Failed", "codes are compared letter by letter"), true },
        { new StreamException("record-failed", "x"), false },
        { new StreamException("checkpoint-unreadable", "x"), false },
        { new StreamException("checkpoint", "no code of checkpoints, only like one"), true },
        { new PipelineRunRefusedException(new Refusal(PipelineRunRefusedException.CannotResume, "x")), false },
        { new PipelineRunRefusedException(new Refusal("not-serving", "the node has lost touch with its cluster")), true },
        { new PipelineRunRefusedException(new Refusal("not-owner", "the stream's shard moves")), true },
        { new PipelineRunRefusedException(new Refusal("overloaded", "x")), true },
        { new PipelineRunRefusedException(new Refusal("stopping", "x")), true },
        { new JournalOverloadedException("x"), true },
        { new IOException("x"), true },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_restart_is_tried_where_it_can_help(Exception failure, bool helps) => RestartPolicy.CanHelp(failure).ShouldBe(helps);

    /// <summary>The specification beside the arithmetic: the first pause is as configured, each next one twice the last, none over the bound.</summary>
    [Theory]
    [InlineData(1, 60_000)]
    [InlineData(1_000, 60_000)]
    [InlineData(250, 250)]
    [InlineData(3_600_000, 86_400_000)]
    public void Pauses_double_up_to_their_bound_and_never_overflow(int first, int bound)
    {
        var options = new SupervisorOptions { RestartDelay = TimeSpan.FromMilliseconds(first), RestartDelayMax = TimeSpan.FromMilliseconds(bound) };
        var expected = options.RestartDelay;
        for (var restart = 1; restart < 200; restart++)
        {
            RestartPolicy.DelayBefore(restart, options).ShouldBe(expected, $"before restart {restart}");
            expected = expected * 2 < options.RestartDelayMax ? expected * 2 : options.RestartDelayMax;
        }

        RestartPolicy.DelayBefore(int.MaxValue, options).ShouldBe(options.RestartDelayMax);
    }
}

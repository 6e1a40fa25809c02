using FlexCore.Application.Messaging;
using FlexCore.Application.Nodes;
using FlexCore.Application.Schedules;
using FlexCore.Domain;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Tests.Messaging;

/// <summary>Commands that schedules send.</summary>
public sealed class CommandTargetTests : IDisposable
{
    private static readonly ScheduleTarget Move = new(ScheduleTarget.Command, "jars.move", """{"to":"a","beans":3}""");

    private readonly BusBench _bench = new();

    private CommandTarget Target => new(_bench.Commands);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_firing_sends_the_command_once_however_often_it_is_delivered_and_by_which_node()
    {
        (await Target.DeliverAsync(Delivery(1), default)).ShouldBeNull();
        (await Target.DeliverAsync(Delivery(1), default)).ShouldBeNull();
        using var other = new BusBench(_bench);
        (await new CommandTarget(other.Commands).DeliverAsync(Delivery(1), default)).ShouldBeNull();
        (await _bench.BeansAsync("a")).ShouldBe(3);

        (await Target.DeliverAsync(Delivery(2), default)).ShouldBeNull();
        (await _bench.BeansAsync("a")).ShouldBe(6, "the next firing is another command");
    }

    [Fact]
    public async Task What_the_command_refuses_is_the_answer_of_the_firing() =>
        (await Target.DeliverAsync(Delivery(1, """{"to":"a","beans":0}"""), default)).ShouldNotBeNull().Message.ShouldContain("Send more than 0.");

    [Fact]
    public async Task What_passes_by_is_tried_again()
    {
        using var full = new BusBench(options: new MessagingOptions { InFlightMax = 1 });
        var gate = new TaskCompletionSource<NodeReply<JarView>>();
        full.Handle = (_, _) => gate.Task;
        var first = full.Commands.SendAsync(BusBench.Call, new MoveBeans("b", 1));

        await Should.ThrowAsync<TargetBusyException>(() => new CommandTarget(full.Commands).DeliverAsync(Delivery(1), default));
        gate.SetResult(new JarView("b", 0));
        await first;
    }

    [Fact]
    public async Task A_schedule_of_an_unknown_command_is_refused_with_a_suggestion()
    {
        (await Target.CheckAsync(SecurityContext.Development, Move)).ShouldBeNull();
        (await Target.CheckAsync(SecurityContext.Development, Move with { Name = "jar.move" })).ShouldNotBeNull().Message.ShouldBe("There is no command 'jar.move'. Did you mean 'jars.move'?");
    }

    private static ScheduleDelivery Delivery(long number, string? input = null) => new(
        SecurityContext.Development, "nightly", input is null ? Move : Move with { Input = input }, new RunningFiring(number, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, FiringOrigin.Due));
}

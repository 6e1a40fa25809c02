using FlexCore.Actors.Supervision;

namespace FlexCore.Actors.Entities;

/// <summary>The bounds of one region of event-sourced entities.</summary>
public sealed class EntityOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.actors.entity";

    /// <summary>How many commands and reads may wait for one entity. A full mailbox refuses with <c>overloaded</c>.</summary>
    /// <value>2,048; from 1 to 1,048,576.</value>
    public int MailboxCapacity { get; set; } = 2_048;

    /// <summary>How many commands an entity handles before it lets others run.</summary>
    /// <value>64; from 1 to 65,536.</value>
    public int Throughput { get; set; } = 64;

    /// <summary>How many decided commands of one entity may wait for their commit. At the bound the entity decides no further.</summary>
    /// <value>4,096; from 1 to 1,048,576.</value>
    public int CommitsInFlightMax { get; set; } = 4_096;

    /// <summary>How many events after the last snapshot make the next one.</summary>
    /// <value>1,000 events; from 1 to 1,000,000,000.</value>
    public int SnapshotEvery { get; set; } = 1_000;

    /// <summary>How long an entity stays in memory without work.</summary>
    /// <value>2 min; from 10 ms to 30 days. Checked four times in that span.</value>
    public TimeSpan PassivateAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How many entities stay in memory. Beyond it the longest unused leave; while twice as many are there because all are busy, commands
    /// to further ones are refused with <c>overloaded</c>.
    /// </summary>
    /// <value>100,000; from 1 to 100,000,000.</value>
    public int ResidentMax { get; set; } = 100_000;

    /// <summary>How many idempotency keys an entity remembers. The oldest is forgotten first; its command would then be handled anew.</summary>
    /// <value>256 keys; from 0 to 1,000,000.</value>
    public int IdempotencyKeysMax { get; set; } = 256;

    /// <summary>How long a caller waits for an answer.</summary>
    /// <value>10 s; from 1 ms to 1 day, or infinite.</value>
    public TimeSpan AskTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a timer's command that could not be delivered waits before it is sent again.</summary>
    /// <value>1 s; from 1 ms to 1 hour.</value>
    public TimeSpan TimerRetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What happens when another owner has taken a shard.</summary>
    /// <value><see cref="FencedPolicy.Stop"/>.</value>
    public FencedPolicy WhenFenced { get; set; } = FencedPolicy.Stop;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ActorOptionsException">A value is outside its range; the message names key, value and remedy.</exception>
    public void Validate()
    {
        OptionRules.RequireRange($"{Section}.mailbox-capacity", MailboxCapacity, 1, 1_048_576);
        OptionRules.RequireRange($"{Section}.throughput", Throughput, 1, 65_536);
        OptionRules.RequireRange($"{Section}.commits-in-flight-max", CommitsInFlightMax, 1, 1_048_576);
        OptionRules.RequireRange($"{Section}.snapshot-every", SnapshotEvery, 1, 1_000_000_000);
        OptionRules.RequireRange($"{Section}.passivate-after", PassivateAfter, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(30));
        OptionRules.RequireRange($"{Section}.resident-max", ResidentMax, 1, 100_000_000);
        OptionRules.RequireRange($"{Section}.idempotency-keys-max", IdempotencyKeysMax, 0, 1_000_000);
        OptionRules.Require(
            AskTimeout == Timeout.InfiniteTimeSpan || (AskTimeout >= TimeSpan.FromMilliseconds(1) && AskTimeout <= TimeSpan.FromDays(1)),
            $"{Section}.ask-timeout", AskTimeout, "from 1 ms to 1 day, or infinite");
        OptionRules.RequireRange($"{Section}.timer-retry-after", TimerRetryAfter, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
        OptionRules.Require(Enum.IsDefined(WhenFenced), $"{Section}.when-fenced", WhenFenced, "stop or reacquire");
    }
}

using FlexCore.Actors.Supervision;

namespace FlexCore.Actors;

/// <summary>The bounds of one actor.</summary>
public sealed class ActorOptions
{
    /// <summary>Where the defaults live in the configuration.</summary>
    public const string Section = "flexcore.actors.actor";

    /// <summary>How many messages may wait. When it is full, a tell answers <see langword="false"/> and an ask fails with <see cref="MailboxFullException"/>.</summary>
    /// <value>1,024 messages; from 1 to 1,048,576.</value>
    public int MailboxCapacity { get; set; } = 1_024;

    /// <summary>How many messages the actor handles before it lets others run.</summary>
    /// <value>64 messages; from 1 to 65,536.</value>
    public int Throughput { get; set; } = 64;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ActorOptionsException">A value is outside its range; the message names key, value and remedy.</exception>
    public void Validate()
    {
        OptionRules.RequireRange($"{Section}.mailbox-capacity", MailboxCapacity, 1, 1_048_576);
        OptionRules.RequireRange($"{Section}.throughput", Throughput, 1, 65_536);
    }
}

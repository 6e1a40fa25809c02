using FlexCore.Cluster.Membership;
using FlexCore.Testing.Time;

namespace FlexCore.Cluster.Tests.Membership;

public sealed class DatabaseContactTests
{
    private readonly ManualClock _clock = new();
    private readonly DatabaseContact _contact;

    public DatabaseContactTests() => _contact = new DatabaseContact(_clock, Seconds(4));

    [Fact]
    public void Without_a_word_there_is_no_contact()
    {
        _clock.Advance(Seconds(100));
        _contact.UnbrokenFor.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void It_lasts_from_the_first_word_while_the_next_come_in_time()
    {
        Hear(1, 2, 4, 3);
        _clock.Advance(Seconds(1));
        _contact.UnbrokenFor.ShouldBe(Seconds(10));
    }

    [Fact]
    public void A_gap_ends_it_and_the_next_word_begins_it_anew()
    {
        Hear(1, 2);
        _clock.Advance(Seconds(4.1));
        _contact.UnbrokenFor.ShouldBe(TimeSpan.Zero);
        _contact.Heard();
        _contact.UnbrokenFor.ShouldBe(TimeSpan.Zero);
        _clock.Advance(Seconds(3));
        _contact.UnbrokenFor.ShouldBe(Seconds(3));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private void Hear(params int[] pauses)
    {
        foreach (var pause in pauses)
        {
            _clock.Advance(Seconds(pause));
            _contact.Heard();
        }
    }
}

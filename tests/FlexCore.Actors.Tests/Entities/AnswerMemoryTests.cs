using FlexCore.Actors.Entities;
using FlexCore.Domain;

namespace FlexCore.Actors.Tests.Entities;

public sealed class AnswerMemoryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void It_behaves_like_a_list_of_the_newest_keys(int seed)
    {
        var random = new Random(seed);
        var capacity = random.Next(1, 10);
        var memory = new AnswerMemory(capacity);
        var model = new List<(string Key, RememberedAnswer Answer)>();
        for (var step = 0; step < 500; step++)
        {
            var key = $"k{random.Next(20)}";
            var answer = new RememberedAnswer(step, random.Next(2) == 0 ? new Refusal("no", $"{step}") : null);
            memory.Remember(key, answer);
            var known = model.FindIndex(entry => entry.Key == key);
            if (known >= 0)
            {
                model[known] = (key, answer);
            }
            else
            {
                model.Add((key, answer));
                model.RemoveRange(0, Math.Max(0, model.Count - capacity));
            }

            memory.Count.ShouldBe(model.Count, $"seed {seed}, step {step}");
            memory.ToArray().Select(pair => (pair.Key, pair.Value)).ShouldBe(model, $"seed {seed}, step {step}");
        }
    }

    [Fact]
    public void Without_room_nothing_is_remembered()
    {
        var memory = new AnswerMemory(0);
        memory.Remember("k", new RememberedAnswer(1, null));

        memory.TryGet("k", out _).ShouldBeFalse();
        memory.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(0, null, null)]
    [InlineData(long.MaxValue, null, null)]
    [InlineData(7, "overdrawn", "The balance is \"5\" €\n.")]
    public void An_answer_survives_its_stored_form(long version, string? code, string? message)
    {
        var answer = new RememberedAnswer(version, code is null || message is null ? null : new Refusal(code, message));

        AnsweredPayload.Decode(AnsweredPayload.Encode(answer)).ShouldBe(answer);
    }

    [Fact]
    public void Event_ids_are_version_7_unique_and_ordered_by_time()
    {
        var clock = new FlexCore.Testing.Time.ManualClock();
        var ids = new EventIds(clock, Guid.NewGuid());
        var made = new List<Guid>();
        for (var millisecond = 0; millisecond < 100; millisecond++)
        {
            made.AddRange(Enumerable.Range(0, 100).Select(_ => ids.Next()));
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        made.Distinct().Count().ShouldBe(10_000);
        made.ShouldAllBe(id => id.Version == 7 && id.Variant >= 8 && id.Variant <= 11);
        made.Select(id => id.ToString()[..13]).ShouldBe(made.Select(id => id.ToString()[..13]).Order());
    }
}

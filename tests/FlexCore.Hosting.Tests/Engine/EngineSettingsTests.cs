using FlexCore.Actors.Entities;
using FlexCore.Hocon.Options;
using FlexCore.Hosting.Engine;
using Microsoft.Extensions.Configuration;

namespace FlexCore.Hosting.Tests.Engine;

public sealed class EngineSettingsTests
{
    /// <summary>A new option of entities must reach topics too; this compares them all, whatever they are called.</summary>
    [Fact]
    public void Topics_have_every_option_of_entities_but_the_two_of_their_own()
    {
        var settings = new EngineSettings
        {
            Entities = new EntityOptions
            {
                MailboxCapacity = 77, Throughput = 78, CommitsInFlightMax = 79, PassivateAfter = TimeSpan.FromSeconds(80), ResidentMax = 81, AskTimeout = TimeSpan.FromSeconds(82),
                TimerRetryAfter = TimeSpan.FromSeconds(83), WhenFenced = FencedPolicy.Reacquire, SnapshotEvery = 84, IdempotencyKeysMax = 85,
            },
        };
        (settings.EventTopics.SnapshotEvery, settings.EventTopics.IdempotencyKeysMax) = (1_001, 1_002);

        var topics = settings.TopicEntities;

        foreach (var property in typeof(EntityOptions).GetProperties().Where(property => property.CanWrite))
        {
            var expected = property.Name switch { nameof(EntityOptions.SnapshotEvery) => 1_001, nameof(EntityOptions.IdempotencyKeysMax) => 1_002, _ => property.GetValue(settings.Entities) };
            property.GetValue(topics).ShouldBe(expected, property.Name);
            property.GetValue(settings.Entities).ShouldNotBe(property.GetValue(new EntityOptions()), $"{property.Name} is set to something else than its default, so that a copy is seen");
        }
    }

    [Theory]
    [InlineData("flexcore:journal:shard-count", "0", "flexcore.journal.shard-count")]
    [InlineData("flexcore:actors:system:restart-jitter", "2", "flexcore.actors.system.restart-jitter")]
    [InlineData("flexcore:actors:entity:mailbox-capacity", "0", "flexcore.actors.entity.mailbox-capacity")]
    [InlineData("flexcore:event-topics:poll-interval", "1ms", "flexcore.event-topics.poll-interval")]
    [InlineData("flexcore:streams:chunk-size", "1", "flexcore.streams.chunk-size")]
    public void A_setting_of_each_part_is_read_and_checked(string key, string value, string named)
    {
        var settings = EngineSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build());

        Should.Throw<Exception>(settings.Validate).ShouldSatisfyAllConditions(
            error => error.ShouldBeAssignableTo<ArgumentException>(), error => error.Message.ShouldContain(named), error => error.Message.ShouldContain(value.TrimEnd('m', 's')));
    }

    [Fact]
    public void A_misspelt_setting_of_any_part_ends_the_reading() => Should.Throw<ConfigurationException>(
        () => EngineSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([new("flexcore:streams:chunk-sise", "1 MiB")]).Build())).Message.ShouldContain("flexcore.streams.chunk-sise");
}

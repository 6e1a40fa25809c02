using System.Text;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Keys;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Keys;

public sealed class KeySpreadTests
{
    [Theory]
    [InlineData("""{"k":"alpha"}""", 2)]
    [InlineData("""{"k":"beta"}""", 2)]
    [InlineData("""{"k":1}""", 1)]
    [InlineData("""{"k":"1"}""", 2)]
    [InlineData("""{"k":null}""", 0)]
    [InlineData("""{"n":1}""", 1)]
    [InlineData("""{"k":12345678901234567890123}""", 2)]
    public void A_key_falls_to_the_same_partition_in_every_version(string record, int partition) =>
        PartitionOf(record, "k").ShouldBe(partition, "a stored checkpoint depends on it: records of other keys have passed it");

    [Theory]
    [InlineData("""{"k":1}""", """{"n":7,"k":1.0}""")]
    [InlineData("""{"k":1e2}""", """{ "k" : 100 }""")]
    [InlineData("""{"k":"a\u0062c"}""", """{"k":"abc"}""")]
    [InlineData("""{"k":"x","k":"abc"}""", """{"k":"abc"}""")]
    [InlineData("""{"k":0}""", """{"k":-0.0}""")]
    [InlineData("""{"k":{"a":1,"b":2}}""", """{"k":{"b":2,"a":1}}""")]
    public void Equal_keys_fall_together_however_they_are_written(string one, string other)
    {
        for (var partitions = 2; partitions <= 64; partitions++)
        {
            PartitionOf(one, "k", partitions).ShouldBe(PartitionOf(other, "k", partitions));
        }
    }

    [Fact]
    public void Records_without_the_key_are_one_key()
    {
        var none = Enumerable.Range(2, 63).Select(partitions => KeySpread.PartitionOf(Value.Undefined, partitions)).ToList();
        foreach (var record in new[] { "{}", "[1]", "3", "\"k\"", """{"k":""", "", "not json", """{"o":{"k":1}}""" })
        {
            Enumerable.Range(2, 63).Select(partitions => PartitionOf(record, "k", partitions)).ShouldBe(none, record);
        }
    }

    [Fact]
    public void Dots_lead_into_objects()
    {
        PartitionOf("""{"o":{"k":"alpha"}}""", "o.k", 64).ShouldBe(PartitionOf("""{"k":"alpha"}""", "k", 64));
        PartitionOf("""{"o":5}""", "o.k", 64).ShouldBe(PartitionOf("{}", "k", 64));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(64)]
    public void Keys_spread_evenly_also_among_those_of_one_worker(int partitions)
    {
        const int Keys = 20_000;
        var counts = new int[partitions];
        for (var i = 0; i < Keys; i++)
        {
            var partition = PartitionOf($$"""{"k":{{i}}}""", "k", partitions);
            partition.ShouldBeInRange(0, partitions - 1);
            counts[partition]++;
        }

        counts.Min().ShouldBeGreaterThan(Keys / partitions * 3 / 4);
        counts.Max().ShouldBeLessThan((Keys / partitions * 5 / 4) + 1);
    }

    [Fact]
    public void The_workers_of_a_partition_share_its_keys()
    {
        var workers = new int[4];
        for (var i = 0; i < 20_000; i++)
        {
            var key = Value.Number(i);
            if (KeySpread.PartitionOf(key, 4) == 0)
            {
                workers[FlexCore.Streams.Grouping.Pane.PartitionOf(KeyHash.Add(KeyHash.Empty, key), 4)]++;
            }
        }

        workers.Min().ShouldBeGreaterThan(1_000);
    }

    private static int PartitionOf(string record, string by, int partitions = 4)
    {
        var bytes = Encoding.UTF8.GetBytes("  " + record);
        return new KeySpread(new SpreadDefinition(partitions, by)).PartitionOf(bytes, 2, bytes.Length - 2);
    }
}

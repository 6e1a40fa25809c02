using System.Buffers;
using FlexCore.Application.Streams;
using FlexCore.Streams.Aggregates;
using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Aggregates;

public sealed class SketchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(DistinctSketch.ExactLimit)]
    public void Distinct_is_exact_up_to_its_limit(int different)
    {
        var sketch = new DistinctSketch();
        for (var i = 0; i < different * 3; i++)
        {
            sketch.Add(Value.String($"user-{i % different}"));
        }

        sketch.Result().ShouldBe(Value.Number(different));
    }

    [Theory]
    [InlineData(1_025)]
    [InlineData(5_000)]
    [InlineData(50_000)]
    [InlineData(1_000_000)]
    public void Distinct_beyond_its_limit_is_within_four_standard_errors(int different)
    {
        var sketch = new DistinctSketch();
        for (var i = 0; i < different; i++)
        {
            sketch.Add(Value.Number(i * 7.5));
        }

        sketch.Result().AsNumber().ShouldBe(different, different * 0.033);
    }

    [Fact]
    public void Distinct_does_not_depend_on_the_order()
    {
        var values = Enumerable.Range(0, 3_000).Select(i => Value.Number(i)).ToArray();
        var forward = Filled(new DistinctSketch(), values).Result();
        new Random(5).Shuffle(values);

        Filled(new DistinctSketch(), values).Result().ShouldBe(forward);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(256)]
    public void Quantiles_of_few_values_are_exact(int count)
    {
        const int seed = 6;
        var random = new Random(seed);
        var numbers = Enumerable.Range(0, count).Select(_ => random.NextDouble() * 1e6).ToArray();
        foreach (var share in new[] { 0, 0.1, 0.5, 0.95, 0.999, 1 })
        {
            Quantile(share, numbers).ShouldBe(NearestRank(numbers, share), $"seed {seed}, q = {share}");
        }
    }

    [Theory]
    [InlineData(21, 1e3)]
    [InlineData(22, 1e-9)]
    [InlineData(23, 1e12)]
    public void Quantiles_of_many_values_are_off_by_at_most_a_256th(int seed, double scale)
    {
        var random = new Random(seed);
        var numbers = Enumerable.Range(0, 20_000).Select(_ => (random.NextDouble() - 0.3) * scale * Math.Exp(random.NextDouble() * 10)).ToArray();
        foreach (var share in new[] { 0, 0.01, 0.25, 0.5, 0.9, 0.99, 1 })
        {
            var exact = NearestRank(numbers, share);
            Quantile(share, numbers).ShouldBe(exact, Math.Abs(exact) / 256, $"seed {seed}, q = {share}");
        }
    }

    [Fact]
    public void Quantiles_of_whole_numbers_below_256_are_exact_and_all_are_whole()
    {
        var random = new Random(24);
        var small = Enumerable.Range(0, 10_000).Select(_ => (double)random.Next(-255, 256)).ToArray();
        var large = Enumerable.Range(0, 10_000).Select(_ => (double)random.Next(0, 10_000_000)).ToArray();
        foreach (var share in new[] { 0.05, 0.33, 0.5, 0.95 })
        {
            Quantile(share, small).ShouldBe(NearestRank(small, share));
            double.IsInteger(Quantile(share, large)).ShouldBeTrue();
        }
    }

    [Fact]
    public void A_quantile_of_extreme_magnitudes_stays_bounded_and_keeps_the_large_values()
    {
        var histogram = new LogLinearHistogram();
        for (var exponent = -1_000; exponent <= 1_000; exponent++)
        {
            histogram.Add(Math.Pow(2, exponent), 1);
            histogram.Add(-Math.Pow(2, -exponent), 1);
        }

        histogram.Add(double.PositiveInfinity, 1);
        histogram.Count.ShouldBe(4_003);
        histogram.AtRank(4_003).ShouldBe(double.PositiveInfinity);
        histogram.AtRank(4_002).ShouldBe(Math.Pow(2, 1_000), Math.Pow(2, 1_000) / 255);
        histogram.AtRank(1).ShouldBe(-Math.Pow(2, 1_000), Math.Pow(2, 1_000) / 255);
        var state = new ArrayBufferWriter<byte>();
        histogram.Write(new StateWriter(state));
        state.WrittenCount.ShouldBeLessThan(64 * 140);
    }

    [Fact]
    public void NaN_is_no_value()
    {
        Quantile(0.5, [double.NaN, 1, double.NaN]).ShouldBe(1);
        Filled(new QuantileSketch(0.5), []).Result().ShouldBe(Value.Null);
    }

    [Fact]
    public void Top_values_are_exact_while_the_table_suffices()
    {
        const int seed = 31;
        var random = new Random(seed);
        var values = Enumerable.Range(0, 20_000).Select(_ => $"/p{(int)(Math.Pow(random.NextDouble(), 3) * TopKSketch.Counters)}").ToArray();
        var expected = values.GroupBy(value => value).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(10);

        var top = Filled(new TopKSketch(10), values.Select(Value.String)).Result().AsArray().Items.ToArray();

        top.Select(entry => (entry.AsObject()["value"].AsString(), entry.AsObject()["count"].AsNumber())).ShouldBe(expected.Select(group => (group.Key, (double)group.Count())), $"seed {seed}");
        top.ShouldAllBe(entry => entry.AsObject()["error"].IsUndefined);
    }

    [Fact]
    public void Top_values_beyond_the_table_are_within_the_stated_error()
    {
        const int seed = 32;
        const int total = 200_000;
        var random = new Random(seed);
        var values = Enumerable.Range(0, total).Select(i => i % 10 < 3 ? i % 3 : 100 + random.Next(50_000)).ToArray();
        var truth = values.CountBy(value => value).ToDictionary();

        var top = Filled(new TopKSketch(3), values.Select(value => Value.Number(value))).Result().AsArray();

        top.Items.ToArray().Select(entry => entry.AsObject()["value"].AsNumber()).ShouldBe([0, 1, 2], ignoreOrder: true);
        foreach (var entry in top.Items)
        {
            var fields = entry.AsObject();
            var count = fields["count"].AsNumber();
            var error = fields["error"].AsNumber();
            error.ShouldBeInRange(1, total / 1_024d, $"seed {seed}");
            ((double)truth[(int)fields["value"].AsNumber()]).ShouldBeInRange(count, count + error, $"seed {seed}");
        }
    }

    [Fact]
    public void Ties_are_in_the_order_of_the_values()
    {
        var top = Filled(new TopKSketch(5), [Value.String("b"), Value.Number(7), Value.String("a"), Value.True]).Result().AsArray();

        top.Items.ToArray().Select(entry => entry.AsObject()["value"]).ShouldBe([Value.True, Value.Number(7), Value.String("a"), Value.String("b")]);
    }

    public static IEnumerable<object[]> Sketches =>
    [
        ["distinct, exact", (Func<ISketch>)(() => new DistinctSketch()), 500],
        ["distinct, estimated", (Func<ISketch>)(() => new DistinctSketch()), 5_000],
        ["quantile, exact", (Func<ISketch>)(() => new QuantileSketch(0.9)), 200],
        ["quantile, estimated", (Func<ISketch>)(() => new QuantileSketch(0.9)), 5_000],
        ["topk, exact", (Func<ISketch>)(() => new TopKSketch(5)), 1_000],
        ["topk, estimated", (Func<ISketch>)(() => new TopKSketch(5)), 9_000],
    ];

    [Theory]
    [MemberData(nameof(Sketches))]
    public void A_sketch_goes_on_after_a_snapshot_as_if_nothing_had_happened(string name, object factory, int count)
    {
        var create = (Func<ISketch>)factory;
        var random = new Random(count);
        var values = Enumerable.Range(0, count).Select(_ => Value.Number(random.Next(count))).ToArray();
        foreach (var cut in new[] { 0, 1, count / 2, count - 1, count })
        {
            var restored = Restored(Filled(create(), values[..cut]), create());

            Filled(restored, values[cut..]).Result().ShouldBe(Filled(create(), values).Result(), $"{name}, cut at {cut}");
        }
    }

    [Theory]
    [MemberData(nameof(Sketches))]
    public void Damaged_state_is_refused_and_never_crashes(string name, object factory, int count)
    {
        var create = (Func<ISketch>)factory;
        var random = new Random(count);
        var state = new ArrayBufferWriter<byte>();
        Filled(create(), Enumerable.Range(0, count).Select(_ => Value.Number(random.Next(count)))).Write(new StateWriter(state));
        for (var i = 0; i < 200; i++)
        {
            var damaged = state.WrittenSpan.ToArray()[..random.Next(state.WrittenCount)];

            Should.Throw<StreamException>(() => Read(create(), damaged), name).Code.ShouldBe("checkpoint-damaged");
        }

        static void Read(ISketch sketch, byte[] bytes)
        {
            var reader = new StateReader(bytes.AsSpan());
            sketch.Read(ref reader);
        }
    }

    private static double Quantile(double share, double[] numbers) =>
        Filled(new QuantileSketch(share), numbers.Select(number => Value.Number(number))).Result().AsNumber();

    private static double NearestRank(double[] numbers, double share) =>
        numbers.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(share * numbers.Length) - 1));

    private static T Filled<T>(T sketch, IEnumerable<Value> values)
        where T : ISketch
    {
        foreach (var value in values)
        {
            sketch.Add(value);
        }

        return sketch;
    }

    private static ISketch Restored(ISketch from, ISketch into)
    {
        var state = new ArrayBufferWriter<byte>();
        from.Write(new StateWriter(state));
        var reader = new StateReader(state.WrittenSpan);
        into.Read(ref reader);
        reader.End();
        return into;
    }
}

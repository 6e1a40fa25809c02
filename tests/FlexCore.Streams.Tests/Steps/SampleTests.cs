using System.Globalization;
using FlexCore.Application.Streams;
using FlexCore.Streams.Execution;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Operators;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Tests.Execution;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Steps;

public sealed class SampleTests
{
    [Theory]
    [InlineData(1, 50)]
    [InlineData(3, 64)]
    [InlineData(7, 16)]
    [InlineData(1000, 16)]
    public async Task Every_keeps_the_first_of_each_group_whatever_the_chunks(int every, int chunkSize)
    {
        using var harness = new PipelineHarness { Options = new StreamsOptions { ChunkSize = chunkSize } };
        harness.Folder.Write("in.ndjson", string.Concat(Enumerable.Range(0, 100).Select(i => $"{{\"i\":{i}}}\n")));

        await harness.RunAsync(StepPipeline.Yaml("parse: json", "filter: i % 2 === 0", $"sample: {{ every: {every} }}"));

        harness.Folder.Read("out.ndjson").ShouldBe(string.Concat(Enumerable.Range(0, 50).Where(i => i % every == 0).Select(i => $"{{\"i\":{i * 2}}}\n")));
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.25)]
    [InlineData(0.9)]
    public void A_rate_keeps_about_that_share_of_the_keys(double rate)
    {
        const int Keys = 40_000;
        var kept = Kept(rate, seed: 1, Enumerable.Range(0, Keys).Select(i => Value.Number(i)));

        // Five standard deviations: the hash is fixed, so the test cannot fail by chance.
        ((double)kept.Count).ShouldBe(Keys * rate, 5 * Math.Sqrt(Keys * rate * (1 - rate)));
    }

    [Fact]
    public void Equal_keys_share_their_fate_and_seeds_choose_other_keys()
    {
        var texts = Enumerable.Range(0, 2_000).Select(i => Value.String($"user-{i}")).ToList();
        var bytes = texts.Select(text => text.AsString()).Select(text => System.Text.Encoding.UTF8.GetBytes(text)).Select(utf8 => Value.Utf8(utf8, 0, utf8.Length));

        Kept(0.5, 1, texts).ShouldBe(Kept(0.5, 1, bytes));
        Kept(0.5, 1, texts).Intersect(Kept(0.5, 2, texts)).Count().ShouldBeInRange(400, 600);
        Kept(0.2, 1, texts).ShouldBeSubsetOf(Kept(0.4, 1, texts), "a greater rate keeps what a smaller one kept");
        Kept(1, 1, texts).Count.ShouldBe(2_000);
    }

    /// <summary>Output depends on which keys are kept, so they are the same for ever.</summary>
    [Fact]
    public void The_kept_keys_never_change() =>
        string.Join(' ', Kept(0.1, 7, Enumerable.Range(0, 100).Select(i => Value.Number(i))).Select(i => i.ToString(CultureInfo.InvariantCulture)))
            .ShouldBe("2 6 8 9 14 15 17 36 38 60 61 65 76 86 92");

    [Theory]
    [InlineData("sample: {}", "4:5 The sample step needs the key 'every', or 'rate' and 'by'. For example: every: 100")]
    [InlineData("sample: { rate: 0.5 }", "4:5 With 'rate' the sample step needs the key 'by'. For example: by: user")]
    [InlineData("sample: { rate: 0, by: a }", "4:21 'rate' must be a number above 0 and at most 1, not '0'. For example: rate: 0.01")]
    [InlineData("sample: { rate: 5%, by: a }", "4:21 'rate' must be a number above 0 and at most 1, not '5%'. For example: rate: 0.01")]
    [InlineData("sample: { every: 0 }", "4:22 'every' must be a whole number from 1 to 1,000,000,000, not '0'.")]
    [InlineData("sample: { every: 2, rate: 0.5 }", "4:5 The sample step has either 'every', or 'rate' and 'by'. Remove one of them.")]
    [InlineData("sample: { rate: 0.5, by: a, seed: x }", "4:39 'seed' must be a whole number from 0 to 2,147,483,647, not 'x'.")]
    [InlineData("sample: { evry: 2 }", "4:15 The sample step has no key 'evry'. Did you mean 'every'?")]
    [InlineData("sample: 10", "4:13 'sample' must be a mapping, not a text.")]
    [InlineData("explode: {}", "4:14 The explode step needs the key 'field'.")]
    [InlineData("explode: a.b", "4:14 'a.b' is no field's name, so the explode step needs the key 'as'. For example: as: item")]
    [InlineData("explode: $", "4:14 '$' is no field's name, so the explode step needs the key 'as'. For example: as: item")]
    [InlineData("explode: { field: a, index: a }", "4:33 The field 'a' cannot take both the item and its index. Choose another name.")]
    [InlineData("explode: { field: a, keepempty: true }", "4:26 The explode step has no key 'keepempty'. Did you mean 'keepEmpty'?")]
    [InlineData("explode: [a]", "4:14 'explode' must be a mapping, not a list.")]
    public void A_mistake_is_reported_at_its_place(string step, string mistake) => StepPipeline.Mistakes(step).ShouldBe([mistake]);

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void A_damaged_state_is_refused(long passed)
    {
        var state = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new StateWriter(state);
        writer.Byte(1);
        writer.Integer(passed);

        Should.Throw<StreamException>(() => new SampleOperator(3).Restore(new(state.WrittenMemory))).Code.ShouldBe("checkpoint-damaged");
    }

    private static List<int> Kept(double rate, int seed, IEnumerable<Value> keys)
    {
        var batch = new RecordBatch(1);
        foreach (var key in keys)
        {
            batch.Add(0)[0] = key;
        }

        new SampleRows(0, rate, seed).Apply(batch);
        return [.. batch.Selection];
    }
}

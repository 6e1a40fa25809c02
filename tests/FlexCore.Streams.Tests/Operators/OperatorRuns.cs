using System.Buffers;
using FlexCore.Streams.Operators;
using FlexCore.Streams.Tests.Expressions;
using FlexCore.Streams.Tests.Grouping;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Operators;

/// <summary>Runs an operator over rows that are cut and restarted at random.</summary>
internal static class OperatorRuns
{
    public static async Task<List<Value[]>> RestartedAsync(Func<IStatefulOperator> create, IReadOnlyList<Value[]> rows, (int Input, int Output) widths, Random random)
    {
        var emitted = new List<Value[]>();
        var step = create();
        for (var start = 0; start < rows.Count;)
        {
            var count = Math.Min(random.Next(1, 200), rows.Count - start);
            emitted.AddRange(await Rows.ProcessAsync(step, rows.Skip(start).Take(count).ToArray(), widths.Input, widths.Output));
            start += count;
            if (random.Next(3) == 0)
            {
                var state = Rows.Snapshot(step);
                var restarted = create();
                restarted.Restore(state);
                (restarted.WatermarkMs, restarted.LateRecords, restarted.Duplicates).ShouldBe((step.WatermarkMs, step.LateRecords, step.Duplicates));
                Rows.Snapshot(restarted).ToArray().Length.ShouldBe((int)state.Length);
                step = restarted;
            }
        }

        emitted.AddRange(await Rows.CompleteAsync(step, widths.Output));
        return emitted;
    }

    public static string Text(IEnumerable<Value[]> rows) => string.Join('\n', rows.Select(row => string.Join(' ', row.Select(ResultText.Of))));

    /// <summary>Every prefix of a state is damage, as is anything behind its end, and another version is refused as such.</summary>
    public static void RefusesDamage(Func<IStatefulOperator> create, byte[] state)
    {
        for (var length = 0; length < state.Length; length++)
        {
            Refused(state[..length]).ShouldBe("checkpoint-damaged", $"{length} bytes");
        }

        Refused([.. state, 0]).ShouldBe("checkpoint-damaged");
        Refused([(byte)(state[0] + 1), .. state[1..]]).ShouldBe("checkpoint-version");

        string Refused(byte[] bytes) => Should.Throw<FlexCore.Application.Streams.StreamException>(() => create().Restore(new(bytes))).Code;
    }
}

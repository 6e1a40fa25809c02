using System.Numerics;
using FlexCore.Streams.Keys;
using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Aggregates;

/// <summary>Counts different values: exactly up to <see cref="ExactLimit"/>, then with a standard error of 0.8 %.</summary>
/// <remarks>
/// <para>Values are represented by 64-bit hashes, so "exact" leaves a chance of about 10^-13 of counting two values as one. At most 16 KiB a group.</para>
/// <para>Above the limit: HyperLogLog (Flajolet, Fusy, Gandouet, Meunier, 2007) with 2^14 registers and 64-bit hashes, read by the estimator of O. Ertl,
/// "New cardinality estimation algorithms for HyperLogLog sketches" (2017, arXiv:1702.01284), which needs no bias tables. The result does not
/// depend on the order of the values.</para>
/// </remarks>
internal sealed class DistinctSketch : ISketch<DistinctSketch>
{
    /// <summary>Up to this many different values the count is exact.</summary>
    public const int ExactLimit = 1_024;

    private const int Precision = 14;
    private const int Registers = 1 << Precision;
    private const int RankLimit = 64 - Precision;

    // Open addressing; 0 marks a free place and hash 0 is counted as hash 1.
    private ulong[] _hashes = new ulong[8];
    private int _count;
    private byte[]? _registers;

    /// <inheritdoc/>
    public void Add(in Value value) => AddHash(KeyHash.Of(value));

    /// <inheritdoc/>
    public void Merge(DistinctSketch other)
    {
        if (other._registers is null)
        {
            foreach (var hash in other._hashes)
            {
                if (hash != 0)
                {
                    AddHash(hash);
                }
            }

            return;
        }

        var registers = _registers ?? ToRegisters();
        for (var i = 0; i < registers.Length; i++)
        {
            registers[i] = Math.Max(registers[i], other._registers[i]);
        }
    }

    /// <inheritdoc/>
    public Value Result() => Value.Number(_registers is null ? _count : Math.Round(Estimate(_registers)));

    /// <inheritdoc/>
    public void Write(StateWriter state)
    {
        if (_registers is not null)
        {
            state.Integer(-1);
            state.Bytes(_registers);
            return;
        }

        state.Integer(_count);
        foreach (var hash in _hashes)
        {
            if (hash != 0)
            {
                state.Fixed(hash);
            }
        }
    }

    /// <inheritdoc/>
    public void Read(ref StateReader state)
    {
        var count = state.Integer();
        if (count < 0)
        {
            _registers = state.Bytes().ToArray();
            if (_registers.Length != Registers)
            {
                throw StateReader.Damaged("a distinct count has a wrong number of registers");
            }

            if (_registers.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)(RankLimit + 1)))
            {
                throw StateReader.Damaged("a distinct count has a register out of range");
            }

            return;
        }

        if (count > ExactLimit)
        {
            throw StateReader.Damaged("a distinct count has more values than it keeps");
        }

        for (var i = 0L; i < count; i++)
        {
            AddHash(state.Fixed());
        }
    }

    private void AddHash(ulong hash)
    {
        if (_registers is not null)
        {
            Register(_registers, hash);
            return;
        }

        hash = hash == 0 ? 1 : hash;
        if (!TryInsert(_hashes, hash))
        {
            return;
        }

        _count++;
        if (_count > ExactLimit)
        {
            ToRegisters();
        }
        else if (_count > _hashes.Length / 2)
        {
            GrowExact();
        }
    }

    private byte[] ToRegisters()
    {
        var registers = new byte[Registers];
        foreach (var known in _hashes)
        {
            if (known != 0)
            {
                Register(registers, known);
            }
        }

        _hashes = [];
        return _registers = registers;
    }

    private void GrowExact()
    {
        var larger = new ulong[_hashes.Length * 2];
        foreach (var known in _hashes)
        {
            if (known != 0)
            {
                TryInsert(larger, known);
            }
        }

        _hashes = larger;
    }

    private static bool TryInsert(ulong[] hashes, ulong hash)
    {
        var mask = hashes.Length - 1;
        var i = (int)hash & mask;
        while (hashes[i] != 0)
        {
            if (hashes[i] == hash)
            {
                return false;
            }

            i = (i + 1) & mask;
        }

        hashes[i] = hash;
        return true;
    }

    private static void Register(byte[] registers, ulong hash)
    {
        var index = (int)(hash >> RankLimit);
        var rank = (byte)Math.Min(BitOperations.LeadingZeroCount(hash << Precision) + 1, RankLimit + 1);
        registers[index] = Math.Max(registers[index], rank);
    }

    private static double Estimate(byte[] registers)
    {
        Span<int> ranks = stackalloc int[RankLimit + 2];
        ranks.Clear();
        foreach (var register in registers)
        {
            ranks[register]++;
        }

        var z = Registers * Tau(1 - (ranks[RankLimit + 1] / (double)Registers));
        for (var rank = RankLimit; rank >= 1; rank--)
        {
            z = 0.5 * (z + ranks[rank]);
        }

        z += Registers * Sigma(ranks[0] / (double)Registers);
        return Registers / (2 * Math.Log(2)) * Registers / z;
    }

    private static double Sigma(double x)
    {
        if (x == 1)
        {
            return double.PositiveInfinity;
        }

        var y = 1.0;
        var z = x;
        double previous;
        do
        {
            x *= x;
            previous = z;
            z += x * y;
            y += y;
        }
        while (z != previous);
        return z;
    }

    private static double Tau(double x)
    {
        if (x is 0 or 1)
        {
            return 0;
        }

        var y = 1.0;
        var z = 1 - x;
        double previous;
        do
        {
            x = Math.Sqrt(x);
            previous = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        }
        while (z != previous);
        return z / 3;
    }
}

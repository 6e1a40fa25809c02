using FlexCore.Persistence.Records;

namespace FlexCore.Persistence.Sqlite.Tests.Shared;

public sealed class RecordChecksumTests
{
    [Fact]
    public void The_checksum_is_crc_32c_of_the_length_and_the_bytes()
    {
        // Computed bit by bit from the polynomial of RFC 3720, independent of the processor's instruction.
        var bytes = "123456789"u8.ToArray();
        var checksum = RecordChecksum.Start();
        checksum.Add(bytes);
        checksum.Value.ShouldBe(Reference([.. BitConverter.GetBytes((ulong)bytes.Length), .. bytes]));
    }

    [Fact]
    public void The_reference_gives_the_published_check_value() => Reference("123456789"u8.ToArray()).ShouldBe(0xE3069283);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(100)]
    public void Every_single_bit_counts(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        var intact = Of(bytes);
        for (var bit = 0; bit < length * 8; bit++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Of(damaged).ShouldNotBe(intact, $"bit {bit}");
        }
    }

    [Fact]
    public void Bytes_cannot_move_from_one_field_to_the_next()
    {
        Of("ab"u8.ToArray(), "c"u8.ToArray()).ShouldNotBe(Of("a"u8.ToArray(), "bc"u8.ToArray()));
        Of("abc"u8.ToArray(), []).ShouldNotBe(Of([], "abc"u8.ToArray()));
        Of("abc"u8.ToArray()).ShouldNotBe(Of("abc"u8.ToArray(), []));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("ü 日本 🙂")]
    public void A_text_counts_as_its_utf_8_bytes(string text)
    {
        var checksum = RecordChecksum.Start();
        checksum.Add(text);
        checksum.Value.ShouldBe(Of(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void A_long_text_counts_as_its_utf_8_bytes_too()
    {
        var text = new string('日', 5_000);
        var checksum = RecordChecksum.Start();
        checksum.Add(text);
        checksum.Value.ShouldBe(Of(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    private static long Of(params byte[][] fields)
    {
        var checksum = RecordChecksum.Start();
        foreach (var field in fields)
        {
            checksum.Add(field);
        }

        return checksum.Value;
    }

    private static long Reference(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x82F63B78;
            }
        }

        return ~crc;
    }
}

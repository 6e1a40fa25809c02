using FlexCore.Streams.Execution;

namespace FlexCore.Streams.Tests.Execution;

public sealed class StreamsOptionsTests
{
    public static TheoryData<string, StreamsOptions, string> OutOfRange => new()
    {
        { "small chunk", new StreamsOptions { ChunkSize = 15 }, "flexcore.streams.chunk-size is 15; set it to a value from 16 to 67108864." },
        { "great chunk", new StreamsOptions { ChunkSize = 67_108_865 }, "flexcore.streams.chunk-size is 67108865; set it to a value from 16 to 67108864." },
        { "small record", new StreamsOptions { MaxRecordLength = 1023 }, "flexcore.streams.max-record-length is 1023; set it to a value from 1024 to 536870912." },
        { "great record", new StreamsOptions { MaxRecordLength = int.MaxValue }, "flexcore.streams.max-record-length is 2147483647; set it to a value from 1024 to 536870912." },
        { "negative workers", new StreamsOptions { Parallelism = -1 }, "flexcore.streams.parallelism is -1; set it to a value from 0 to 256." },
        { "many workers", new StreamsOptions { Parallelism = 257 }, "flexcore.streams.parallelism is 257; set it to a value from 0 to 256." },
        { "no chunks", new StreamsOptions { ChunksInFlight = 0 }, "flexcore.streams.chunks-in-flight is 0; set it to a value from 1 to 1024." },
        { "negative restarts", new StreamsOptions { MaxRestarts = -1 }, "flexcore.streams.max-restarts is -1; set it to a value from 0 to 1000000." },
        { "no delay", new StreamsOptions { RestartDelay = TimeSpan.Zero }, "flexcore.streams.restart-delay is 0; set it to a value from 1 to 3600000." },
        {
            "delays in the wrong order",
            new StreamsOptions { RestartDelay = TimeSpan.FromSeconds(2), MaxRestartDelay = TimeSpan.FromSeconds(1) },
            "flexcore.streams.max-restart-delay is 1000; set it to a value from 2000 to 86400000."
        },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void A_value_out_of_range_is_refused_with_key_value_and_range(string what, StreamsOptions options, string message)
    {
        Should.Throw<ArgumentException>(options.Validate, what).Message.ShouldBe(message);
    }

    [Fact]
    public void The_defaults_and_the_limits_are_allowed()
    {
        Should.NotThrow(new StreamsOptions().Validate);
        Should.NotThrow(new StreamsOptions { ChunkSize = 16, MaxRecordLength = 1024, Parallelism = 256, ChunksInFlight = 1, MaxRestarts = 0 }.Validate);
        Should.NotThrow(new StreamsOptions { ChunkSize = 64 << 20, MaxRecordLength = 512 << 20, ChunksInFlight = 1024, MaxRestartDelay = TimeSpan.FromDays(1) }.Validate);
    }
}

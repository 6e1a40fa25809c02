namespace FlexCore.Streams.Tests.Execution;

internal sealed class SimulatedCrashException() : Exception("a simulated crash");
